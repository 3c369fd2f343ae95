import type { Result } from '../checks/result.ts';
import { failureClass, isWorse, type FailureClass } from './failure-class.ts';

/** How a check has fared from run to run. Times are scheduled times, epoch milliseconds. */
export type CheckState =
  /** `since`: the first of the good runs that ended a certain failure; absent where there was none. */
  | { readonly state: 'ok'; readonly since?: number }
  /** Failed in the last run that knew, which is not certain yet. */
  | { readonly state: 'soft'; readonly since: number }
  /** Certainly failing. */
  | Hard
  /** Hard and well in turn, so often that single changes say nothing. */
  | Flapping;

export interface Hard {
  readonly state: 'hard';
  /** The first of the failed runs. */
  readonly since: number;
  /** How it fails; a worse class counts from its second run on. */
  readonly class: FailureClass;
  /** A worse class, seen in the last run only. */
  readonly worse?: FailureClass;
  /** Good runs since the last bad one, and the first of them; absent: none. */
  readonly good?: { readonly runs: number; readonly since: number };
}

export interface Flapping {
  readonly state: 'flapping';
  readonly since: number;
  /** The last run whose first attempt failed. */
  readonly lastFailed: number;
  /** Failed runs in a row; absent: none. */
  readonly failed?: number;
}

/** From so long an interval on a run that was repeated counts for two, and one good run for three. */
const slowMs = 5 * 60_000;
/** So many good runs make a hard check well. */
const goodRuns = 3;
/** A flapping check is calm after so long without a failing first attempt. */
const calmMs = 15 * 60_000;
/** So many failed runs in a row are no flapping any more. */
const steadyRuns = 5;

/** What is known of a run besides the check's own result. */
export interface Around {
  /** Scheduled time of the run. */
  readonly at: number;
  /** Milliseconds between the category's runs. */
  readonly everyMs: number;
  /** Checks of the same service that failed in this run although they were repeated, this one included. */
  readonly together: number;
  /** Another check of the same service failed in this run, and passed when it was repeated: the service is not gone, or is just coming back. */
  readonly returning?: boolean;
}

type Failed = Extract<Result, { verdict: 'fail' }>;

/** Whether the failure was repeated within the run, or needs no repetition: what must never be seen was seen. */
export const isConfirmed = (result: Result): result is Failed =>
  result.verdict === 'fail' && (result.attempts > 1 || result.reason === 'let-in');

/** Whether the first attempt of a run failed; undefined where there was none that could tell. */
export const firstFailed = (result: Result): boolean | undefined => {
  if (result.verdict === 'fail') return true;
  return result.verdict === 'pass' ? result.attempts > 1 : undefined;
};

const isCertainAtOnce = (result: Failed, { everyMs, together, returning }: Around): boolean =>
  result.reason === 'let-in' || (isConfirmed(result) && returning !== true && (together >= 2 || everyMs >= slowMs));

/** A milder class counts at once. */
const stillFailing = ({ since, class: before, worse }: Hard, now: FailureClass): Hard => {
  if (!isWorse(now, before)) return { state: 'hard', since, class: now };
  if (worse === undefined) return { state: 'hard', since, class: before, worse: now };
  const seenTwice = isWorse(now, worse) ? worse : now;
  return { state: 'hard', since, class: seenTwice, ...(isWorse(now, seenTwice) && { worse: now }) };
};

const afterFailure = (before: CheckState, result: Failed, around: Around): CheckState => {
  const { at } = around;
  const found = failureClass(result);
  switch (before.state) {
    case 'ok':
      return isCertainAtOnce(result, around) ? { state: 'hard', since: at, class: found } : { state: 'soft', since: at };
    case 'soft':
      return { state: 'hard', since: before.since, class: found };
    case 'hard':
      return stillFailing(before, found);
    case 'flapping': {
      const failed = (before.failed ?? 0) + 1;
      return failed >= steadyRuns ? { state: 'hard', since: before.since, class: found } : { ...before, lastFailed: at, failed };
    }
  }
};

const afterPass = (before: CheckState, result: Result, { at, everyMs }: Around): CheckState => {
  switch (before.state) {
    case 'ok':
      return before;
    case 'soft':
      return { state: 'ok' };
    case 'hard': {
      const { worse: _, good = { runs: 0, since: at }, ...hard } = before;
      const runs = good.runs + 1;
      return everyMs >= slowMs || runs >= goodRuns ? { state: 'ok', since: good.since } : { ...hard, good: { runs, since: good.since } };
    }
    case 'flapping': {
      const { failed: _, ...flapping } = before;
      if (firstFailed(result) === true) return { ...flapping, lastFailed: at };
      return at - flapping.lastFailed >= calmMs ? { state: 'ok', since: flapping.lastFailed } : flapping;
    }
  }
};

/**
 * The next state of a check. Hard: repeated and failed again together with another check of its service, or in a category that runs seldom,
 * unless a check of its service came back when it was repeated; or failed in two runs in a row. Ok again after three good runs. `blocked` and `unknown` freeze it, `skipped` forgets it.
 */
export const nextCheckState = (previous: CheckState | undefined, result: Result, around: Around): CheckState => {
  const before = previous ?? { state: 'ok' };
  switch (result.verdict) {
    case 'pass':
      return afterPass(before, result, around);
    case 'fail':
      return afterFailure(before, result, around);
    case 'blocked':
    case 'unknown':
      return before;
    case 'skipped':
      return { state: 'ok' };
  }
};

/** Whether the check counts as not passed for everybody who asks. */
export const isBad = ({ state }: CheckState): boolean => state === 'hard' || state === 'flapping';
