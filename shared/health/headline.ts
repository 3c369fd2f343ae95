import { blockedByHard } from './blocked.ts';
import type { CategoryState, Remembered } from './category-state.ts';
import { isBad } from './check-state.ts';
import { tagsOf, type Standings } from './tags.ts';

/** The category whose score is the environment's headline; where it is not described, all checks are. */
const headline = 'infrastructure';

/** The states behind the environment's headline score. */
export const headlineStates = (states: readonly CategoryState[]): readonly CategoryState[] => {
  const chosen = states.filter((state) => state.category === headline && state.checks.length > 0);
  return chosen.length > 0 ? chosen : states;
};

/** The checks behind the environment's headline score. */
export const headlineChecks = (states: readonly CategoryState[]): readonly Remembered[] => headlineStates(states).flatMap((state) => state.checks);

/** Which checks pass and which do not, by hard states: what is certain enough to tell people. A check counts as failing, too, when one that does blocks it. */
export const hardStandings = (checks: readonly Remembered[]): Standings => {
  const isBlocked = blockedByHard(checks);
  const failing = (check: Remembered) => isBad(check.state) || isBlocked(check);
  const [bad, good] = [true, false].map((wanted) =>
    checks.filter((check) => check.result.verdict !== 'skipped' && failing(check) === wanted).map(({ result }) => result.check));
  return { passing: tagsOf(good ?? []), failing: tagsOf(bad ?? []) };
};
