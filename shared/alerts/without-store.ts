import type { TargetReason } from '../checks/reason.ts';
import type { CategoryState, Remembered } from '../health/category-state.ts';
import { score } from '../health/score.ts';
import { serviceConditions } from '../health/service-state.ts';
import { failingChecks } from './failing.ts';
import type { Note } from './note.ts';

/** A warm container repeats itself at most so often, because it cannot remember what others have told. */
export const repeatAfterMs = 15 * 60_000;

const asHard = (check: Remembered): Remembered =>
  check.result.verdict === 'fail' && check.result.attempts > 1 ? { ...check, state: { state: 'hard', since: check.result.startedAt } } : check;

/** Failures without a status that nevertheless only an answer can cause. */
const answered: ReadonlySet<TargetReason> = new Set(['tls-expired', 'body-timeout', 'malformed', 'too-large', 'body', 'certificate', 'tasks', 'not-found']);

/** Some target answered, whatever it said, so the checker's own way out is open. */
const reachedSomebody = ({ checks }: CategoryState): boolean => checks.some(({ result }) =>
  result.verdict === 'pass' || (result.verdict === 'fail' && (result.status !== undefined || answered.has(result.reason))));

/**
 * What may be told when the memory cannot be read or written: only that a service of the infrastructure category is down which was not
 * told before (`told`), only if its whole confirmation burst failed while something else answered. Undefined when there is nothing to tell.
 */
export const noteWithoutStore = (environment: string, state: CategoryState, told: ReadonlySet<string> = new Set()): Note | undefined => {
  if (state.category !== 'infrastructure' || !reachedSomebody(state)) return undefined;
  const confirmed = { ...state, checks: state.checks.map(asHard) };
  const down = [...serviceConditions([confirmed], state.lastRun)].filter(([service, { state }]) => state === 'down' && !told.has(service));
  if (down.length === 0) return undefined;
  return {
    id: `${environment}#unrecorded`,
    at: state.lastRun,
    changes: down.map(([service, { since = state.lastRun }]) => ({ service, from: 'unknown', to: 'down', since })),
    score: score(confirmed.checks.map((check) => check.result)),
    ...failingChecks([confirmed]),
    remark: 'The state store is unreachable: this message comes from one run alone and may be repeated.',
  };
};
