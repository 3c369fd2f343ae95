import { withBlocked } from './explain.ts';
import type { Facts } from './facts/facts.ts';
import { wordsOf } from './facts/of-check.ts';
import { layers, titled, type Finding, type Layer } from './finding.ts';
import type { Seen } from './seen.ts';

const told = 3;
const confidence = 0.2;

/** By what the check asks, whatever came of it. */
const byId: readonly (readonly [RegExp, Layer])[] = [
  [/^control-plane\/listener/, 'name'],
  [/^(?:dependencies\/(?:database|cache|secrets)|control-plane\/(?:database|rotations)|telemetry\/database-.+)$/, 'store'],
  [/^(?:infrastructure\/ecs-|control-plane\/(?:rule|deployment|discovery)-|dependencies\/discovery$|telemetry\/task-restarts-)/, 'task'],
  [/^control-plane\/targets-/, 'target'],
];
/** By how it failed. */
const byReason: readonly (readonly [RegExp, Layer])[] = [[/^(?:dns-|tls-|certificate$)/, 'name'], [/^redirect$/, 'task'], [/^connect-/, 'target']];

/** The shallowest layer in which what was seen can lie. */
const layerOf = ({ id, reason = 'status', answeredBy, category, told }: Seen): Layer => {
  // Then the target answers, and it is the application that says no.
  if ([told['reasons']].flat().includes('Target.ResponseCodeMismatch')) return 'feature';
  const known = byId.find(([pattern]) => pattern.test(id)) ?? byReason.find(([pattern]) => pattern.test(reason));
  if (known !== undefined) return known[1];
  if (answeredBy === 'load-balancer') return 'target';
  return category === 'registration' ? 'journey' : 'feature';
};

const finding = (service: string, failing: readonly Seen[], facts: Facts): Finding => {
  const narrowest = layers[Math.min(...failing.map((each) => layers.indexOf(layerOf(each))))] ?? 'journey';
  const first = failing.toSorted((a, b) => layers.indexOf(layerOf(a)) - layers.indexOf(layerOf(b)));
  const more = failing.length - told;
  return {
    id: `UNEXPLAINED:${narrowest}:${service}`, rule: 'UNEXPLAINED', version: 1, layer: narrowest, service, confidence,
    title: titled(`Something is wrong with ${service} that no known cause explains`),
    because: [...first.slice(0, told).map(wordsOf), ...(more > 0 ? [more === 1 ? `1 more check of ${service} fails` : `${more} more checks of ${service} fail`] : [])],
    explains: [...withBlocked(facts.all, new Set(failing.map(({ id }) => id)))],
  };
};

/** What fails although no cause explains it: one finding for each service, in its shallowest layer. `explained`: ids of checks. */
export const unexplained = (facts: Facts, explained: ReadonlySet<string>): readonly Finding[] => {
  const left = facts.failing.filter(({ id }) => !explained.has(id));
  return [...Map.groupBy(left, ({ service }) => service)].map(([service, failing]) => finding(service, failing, facts));
};
