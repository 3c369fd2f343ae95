import { blockedByHard } from './blocked.ts';
import type { CategoryState, Remembered } from './category-state.ts';

/** A score by hard states: what is certain enough to tell people. Exact counts. */
export interface HardScore {
  readonly passed: number;
  readonly applicable: number;
}

/** The score last told, or a better one since; a drop is measured against it. */
export interface Baseline extends HardScore {
  /** Scheduled time at which it was taken, epoch milliseconds. */
  readonly at: number;
}

export interface DropThreshold {
  /** Percentage points. */
  readonly points: number;
  readonly checks: number;
}

/** The category whose score is the environment's headline; where it is not described, all checks are. */
const headline = 'infrastructure';

/** The checks behind the environment's headline score. */
export const headlineChecks = (states: readonly CategoryState[]): readonly Remembered[] => {
  const chosen = states.filter((state) => state.category === headline && state.checks.length > 0);
  return (chosen.length > 0 ? chosen : states).flatMap((state) => state.checks);
};

/** A check counts as failing when it is hard, or blocked by one that is. */
export const hardScore = (checks: readonly Remembered[]): HardScore => {
  const isBlocked = blockedByHard(checks);
  const failing = (check: Remembered) => check.state.state === 'hard' || isBlocked(check);
  const applicable = checks.filter((check) => check.result.verdict !== 'skipped');
  return { passed: applicable.filter((check) => !failing(check)).length, applicable: applicable.length };
};

/** What becomes of the baseline: a changed set of checks moves it silently, a better score raises it, a drop beyond the threshold is told. */
export const compareWithBaseline = (
  baseline: Baseline | undefined,
  now: HardScore,
  at: number,
  threshold: DropThreshold,
): { readonly baseline: Baseline; readonly drop?: { readonly from: HardScore; readonly to: HardScore } } => {
  const moved = { ...now, at };
  if (baseline === undefined || baseline.applicable !== now.applicable || now.passed > baseline.passed) return { baseline: moved };
  const checks = baseline.passed - now.passed;
  const points = now.applicable === 0 ? 0 : (100 * checks) / now.applicable;
  return checks >= threshold.checks && points >= threshold.points
    ? { baseline: moved, drop: { from: { passed: baseline.passed, applicable: baseline.applicable }, to: now } }
    : { baseline };
};

/**
 * What becomes of the baseline while some services are muted: their checks leave the comparison, so that nothing is told of them
 * and the baseline moves silently at both ends of it. `dropFrom` is the score of all checks before the drop, as the muted ones
 * are now: it is told beside the score of all.
 */
export const scoreChange = (
  before: Baseline | undefined,
  checks: readonly Remembered[],
  muted: (service: string) => boolean,
  at: number,
  threshold: DropThreshold,
): { readonly baseline: Baseline; readonly dropFrom?: HardScore } => {
  const { baseline, drop } = compareWithBaseline(before, hardScore(checks.filter(({ service }) => !muted(service))), at, threshold);
  if (drop === undefined) return { baseline };
  const all = hardScore(checks);
  return { baseline, dropFrom: { ...all, passed: all.passed + drop.from.passed - drop.to.passed } };
};
