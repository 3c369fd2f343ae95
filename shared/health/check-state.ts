import type { Result } from '../checks/result.ts';

/** How a check has fared from run to run. Times are scheduled times, epoch milliseconds. */
export type CheckState =
  | { readonly state: 'ok' }
  /** Failed in the last run that knew, for the first time. */
  | { readonly state: 'soft'; readonly since: number }
  /** Failed in two runs in a row; `since` is the first of them. */
  | { readonly state: 'hard'; readonly since: number };

const ok: CheckState = { state: 'ok' };

/**
 * The next state of a check, by the simple rule: hard after two failed runs in a row, ok after one good one.
 * `blocked` and `unknown` freeze it, `skipped` forgets it.
 */
export const nextCheckState = (previous: CheckState | undefined, result: Result, at: number): CheckState => {
  const before = previous ?? ok;
  switch (result.verdict) {
    case 'pass':
    case 'skipped':
      return ok;
    case 'blocked':
    case 'unknown':
      return before;
    case 'fail':
      return before.state === 'ok' ? { state: 'soft', since: at } : { state: 'hard', since: before.since };
  }
};
