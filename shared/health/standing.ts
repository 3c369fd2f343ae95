import type { Role } from '../checks/check.ts';
import { blockedByHard } from './blocked.ts';
import type { CategoryState, Remembered } from './category-state.ts';
import { isBad } from './check-state.ts';
import type { Firsts } from './firsts.ts';

/** How a check stands in the eyes of all vantages that know. */
export interface Standing {
  readonly check: string;
  readonly service: string;
  readonly role: Role;
  /** `regional`: certainly failing as a minority of the vantages sees it. */
  readonly how: 'ok' | 'hard' | 'flapping' | 'regional';
  /** First failure of those that make it so; where it is ok, the first good run after one, or 0. Epoch milliseconds. */
  readonly since: number;
  /** Not probed because a check that certainly fails holds it back. */
  readonly blocked: boolean;
  /** Of each vantage. */
  readonly firsts: readonly Firsts[];
}

/** Intervals after which what was seen is no longer known. */
const freshIntervals = 3;

const bad = (how: 'hard' | 'flapping') => ({ state }: Remembered): readonly number[] => (state.state === how ? [state.since] : []);

const goodSince = (seen: readonly Remembered[]): number =>
  seen.reduce((last, { state }) => (state.state === 'ok' && state.since !== undefined ? Math.max(last, state.since) : last), 0);

const howOf = (seen: readonly Remembered[]): Pick<Standing, 'how' | 'since'> => {
  if (!seen.some(({ state }) => isBad(state))) return { how: 'ok', since: goodSince(seen) };
  const [hard, flapping] = [seen.flatMap(bad('hard')), seen.flatMap(bad('flapping'))];
  const all = [...hard, ...flapping];
  const since = Math.min(...all);
  if (2 * all.length <= seen.length) return { how: 'regional', since };
  return { how: 2 * hard.length > seen.length ? 'hard' : 'flapping', since };
};

/**
 * Every check of which something is known, once, as most vantages that know it see it. What was not known for three intervals, and what
 * was skipped, is left out.
 */
export const standings = (states: readonly CategoryState[], at: number): readonly Standing[] => {
  const fresh = states.flatMap(({ everyMs, checks }) => checks.filter(({ result, knownAt }) =>
    result.verdict !== 'skipped' && knownAt !== undefined && at - knownAt <= freshIntervals * everyMs));
  const isBlocked = blockedByHard(fresh);
  return [...Map.groupBy(fresh, ({ result }) => result.check)].flatMap(([check, seen]): readonly Standing[] => {
    const [one] = seen;
    if (one === undefined) return [];
    const { how, since } = howOf(seen);
    return [{ check, service: one.service, role: one.role, how, since, blocked: seen.every(isBlocked), firsts: seen.map(({ firsts = '' }) => firsts) }];
  });
};
