import type { Finding } from '../fault.ts';
import type { Audience } from '../platform.ts';
import { durationText } from '../units.ts';
import { knownServices } from './known-services.ts';
import type { Rule } from './rule.ts';

const hearsOf = ({ services }: Audience, service: string): boolean => services?.includes(service) ?? true;

const isToldEarlier = (other: Audience, { severity, afterMs = 0 }: Audience): boolean =>
  (other.afterMs ?? 0) < afterMs && (other.severity === 'warning' || severity === 'critical');

/** What waits for others to acknowledge, of which no others know. */
const lateOf = (name: string, audience: Audience, others: readonly Audience[], known: readonly string[]): readonly Finding[] => {
  const { services = known, afterMs } = audience;
  if (afterMs === undefined) return [];
  const earlier = others.filter((other) => isToldEarlier(other, audience));
  const missing = services.filter((service) => !earlier.some((other) => hearsOf(other, service)));
  return missing.length === 0 ? [] : [{
    path: ['audiences', name, 'after'], found: `"${durationText(afterMs)}", and nobody who is told earlier of ${missing.join(', ')}`,
    allowed: 'only what another audience is told earlier, of the same services and severity',
  }];
};

/** An incident of which nobody would be told, or not until nobody has acknowledged it; a checker whose own troubles nobody would hear of. */
export const untold: Rule = (described) => {
  const { platform: { audiences }, faulty } = described;
  const known = knownServices(described);
  if (known === undefined || faulty.has('audiences')) return [];
  const all = Object.values(audiences);
  const path = ['audiences'];
  if (all.length === 0) return [{ path, allowed: 'at least one audience; leave audiences out for the usual one' }];
  const missing = known.filter((service) => !all.some((audience) => hearsOf(audience, service)));
  return [
    ...(missing.length === 0 ? [] : [{ path, found: `nobody who is told when ${missing.join(', ')} is down`, allowed: 'for every service an audience' }]),
    ...(all.some(({ checker }) => checker) ? [] : [{ path, found: "nobody who is told of the checker's own troubles", allowed: 'at least one audience with checker: true' }]),
    ...Object.entries(audiences).flatMap(([name, audience]) => lateOf(name, audience, all.filter((other) => other !== audience), known)),
  ];
};
