import type { CategoryState } from './category-state.ts';

type Run = Pick<CategoryState, 'category' | 'vantage' | 'everyMs'> & { readonly scheduled: number };

/** What a schedule's call may come early, as part of the interval: they do not come to the second. */
const slack = 1 / 20;
/** One call of the schedule falls into such a time. */
const callMs = 60_000;
/** What fails anew again and again makes a category run so much more often, and no more. */
const mostOften = 5;

const turnedHardAfter = ({ category }: Run, states: readonly CategoryState[], at: number): boolean =>
  states.some((state) => state.category !== category
    && state.checks.some(({ role, state: found }) => role !== 'warning' && found.state === 'hard' && found.since > at));

/**
 * Whether a category that may run early is to run now: its interval is over, or a check of another category has turned hard whose first
 * failure it has not seen. Without any memory (`undefined`) it keeps to whole intervals. Times are epoch milliseconds.
 */
export const isDue = (run: Run, states: readonly CategoryState[] | undefined): boolean => {
  const { category, vantage, everyMs, scheduled } = run;
  if (states === undefined) return scheduled % everyMs < callMs;
  const last = states.find((state) => state.category === category && state.vantage === vantage)?.lastRun;
  if (last === undefined) return true;
  const waited = (scheduled - last) / everyMs + slack;
  return waited >= 1 || (waited >= 1 / mostOften && turnedHardAfter(run, states, last));
};
