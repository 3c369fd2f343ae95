import type { Evaluation } from '../../shared/alerts/evaluation.ts';
import type { CategoryState } from '../../shared/health/category-state.ts';

/** Nothing is open, under way or waiting, so that time alone changes nothing. */
const isAtRest = ({ incident, baseline, silences, queues }: Evaluation): boolean =>
  incident === undefined && silences.length === 0 && Object.values(queues).every(({ notes }) => notes.length === 0)
  && baseline !== undefined && baseline.better === undefined && baseline.suspected === undefined && baseline.settling === undefined;

/** The same is remembered of every check, but for when it was seen. */
const isSame = (before: CategoryState | undefined, after: CategoryState): boolean =>
  before?.checks.length === after.checks.length && after.checks.every(({ result, state, firsts, unknowns }, index) => {
    const was = before.checks[index];
    return was?.state === state && was.firsts === firsts && was.unknowns === unknowns && was.result.verdict === result.verdict;
  });

/**
 * Whether judging once more would find what it found: it left the evaluation as it was (`settled`), time alone changes nothing, and the runs
 * since then saw the same. Spares most of the judging of a healthy month, and none of what it would have told.
 */
export const isStill = (
  { settled, evaluation }: { readonly settled: boolean; readonly evaluation: Evaluation },
  seen: readonly { readonly before: CategoryState | undefined; readonly after: CategoryState }[],
): boolean => settled && isAtRest(evaluation) && seen.every(({ before, after }) => isSame(before, after));
