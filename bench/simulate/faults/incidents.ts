import type { Check } from '../../../shared/checks/check.ts';
import { between, type Random } from '../random.ts';
import type { Failure, Trouble, Weather } from '../weather.ts';
import { outages, unavailable } from './outages.ts';

const minuteMs = 60_000;

/** What can happen, in turn. */
const kinds = ['dead service', 'single check', 'dead service, silent', 'single check', 'dead service', 'single check', 'whole platform'] as const;
const silent: Failure = { reason: 'header-timeout' };

export interface Series {
  readonly count: number;
  /** Minutes from the beginning of one to that of the next, at least; the rest of the time is chance. */
  readonly everyMinutes: number;
  /** Minutes: the first is the shortest, the last the longest, those between grow by the same factor. */
  readonly lengths: readonly [number, number];
}

/** Those that are looked at every minute and that a service's state depends on. */
const single = (checks: readonly Check[], service: string, chance: number): Check | undefined => {
  const own = checks.filter((check) => check.service === service && check.role === 'user-path' && check.category !== 'routing');
  return own[Math.floor(chance * own.length)];
};

/** True incidents, one after the other with enough time between them to be told apart: nobody is to miss one. */
export const incidents = (checks: readonly Check[], { count, everyMinutes, lengths: [shortest, longest] }: Series, random: Random): Weather => {
  const services = [...new Set(checks.map(({ service }) => service))];
  const all = Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? 'dead service';
    // Not the long ones last: all kinds are to be of all lengths. 11 has no divisor in common with how many there are.
    const rank = count === 1 ? 0 : ((index * 11) % count) / (count - 1);
    const length = shortest * (longest / shortest) ** rank * minuteMs;
    const from = (index * everyMinutes + between(10, Math.max(20, everyMinutes - longest - 60), random(index))) * minuteMs;
    const service = services[index % services.length] ?? '';
    const one = kind === 'single check' ? single(checks, service, random(index, 1)) : undefined;
    const strikes = (check: Check) => (one === undefined ? kind === 'whole platform' || check.service === service : check.id === one.id);
    const trouble: Trouble = { kind, services: kind === 'whole platform' ? services : [service], from, to: from + length, mustBeTold: true };
    return { trouble, outage: { from, to: from + length, strikes, failure: kind === 'dead service, silent' ? silent : unavailable } };
  });
  return outages(all.map(({ outage }) => outage), all.map(({ trouble }) => trouble));
};
