import { blockedByHard } from './blocked.ts';
import type { CategoryState, Remembered } from './category-state.ts';

/** The worst first. */
const conditions = ['down', 'degraded', 'unknown', 'operational'] as const;
export type ServiceCondition = (typeof conditions)[number];

/** Below 0 if `a` is the worse. */
export const byWorst = (a: ServiceCondition, b: ServiceCondition): number => conditions.indexOf(a) - conditions.indexOf(b);

/** A service's state as users would name it. */
export interface ServiceState {
  readonly state: ServiceCondition;
  /** Scheduled time of the first run that showed it: when ill, of the first failure that makes it so. Epoch milliseconds. */
  readonly since: number;
  /** What people were last told; differs from `state` only while maintenance mutes the service. */
  readonly told: ServiceCondition;
}

/** What a service is now, and since which run its failures make it so. */
export interface Condition {
  readonly state: ServiceCondition;
  readonly since?: number;
}

/** Intervals after which what was seen is no longer known. */
const freshIntervals = 3;

type Known = Remembered & { readonly fresh: boolean };

const withFreshness = (state: CategoryState, at: number): Known[] =>
  state.checks.map((check) => ({ ...check, fresh: check.knownAt !== undefined && at - check.knownAt <= freshIntervals * state.everyMs }));

const conditionOf = (checks: readonly Known[], isBlocked: (check: Remembered) => boolean): Condition => {
  const known = checks.filter((check) => check.fresh);
  if (known.length === 0) return { state: 'unknown' };
  const hard = known.flatMap(({ role, state }) => (state.state === 'hard' ? [{ role, since: state.since }] : []));
  if (hard.length === 0) return { state: 'operational' };
  const able = known.filter((check) => check.state.state === 'hard' || !isBlocked(check));
  const down = hard.length === able.length || hard.some(({ role }) => role === 'readiness');
  return { state: down ? 'down' : 'degraded', since: Math.min(...hard.map(({ since }) => since)) };
};

/**
 * What every service is now, from what all categories last saw: `unknown` when nothing was known for three intervals, `down`
 * when its readiness check is hard or all its user-path checks are (but those that a hard one blocks), `degraded` when one is.
 * Warnings say nothing of it: a service that has only such checks is left out, as is one whose checks were only ever skipped.
 */
export const serviceConditions = (states: readonly CategoryState[], at: number): ReadonlyMap<string, Condition> => {
  const checks = states.flatMap((state) => withFreshness(state, at)).filter((check) => check.result.verdict !== 'skipped');
  const isBlocked = blockedByHard(checks);
  const services = Map.groupBy(checks.filter(({ role }) => role !== 'warning'), (check) => check.service);
  return new Map([...services].map(([service, of]) => [service, conditionOf(of, isBlocked)]));
};
