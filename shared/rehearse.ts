import type { Evaluation } from './alerts/evaluation.ts';
import { firstEvaluation, nextEvaluation, type Policy } from './alerts/next-evaluation.ts';
import type { Note } from './alerts/note.ts';
import type { Result } from './checks/result.ts';
import type { CategoryState } from './health/category-state.ts';
import { remember } from './health/remember.ts';
import { messageOf } from './problem.ts';
import type { RunRequest, RunTools } from './run.ts';

/** What an invocation would have done. */
export interface Rehearsed {
  readonly results: readonly Result[];
  /** Absent when the memory could not be read. */
  readonly evaluation?: Evaluation;
  readonly wouldTell: readonly Note[];
}

/** A dry run: probes and judges like a real invocation, and writes and tells nothing. */
export const rehearse = async (request: RunRequest, policy: Policy, { store, clock, probe, report }: RunTools): Promise<Rehearsed> => {
  const results = (await probe(request.checks)).map((explained) => explained.result);
  try {
    const [states, stored = firstEvaluation] = await Promise.all([store.states(), store.evaluation()]);
    const own = ({ category, vantage }: CategoryState) => category === request.category && vantage === request.vantage;
    const seen = remember(request, request.checks, results, states.find(own));
    const evaluation = nextEvaluation(stored, [...states.filter((state) => !own(state)), seen], policy, request.scheduled, clock.now());
    // At most one note is made, the same for every audience; it may have been merged with one that waits.
    const [audience = ''] = policy.audiences;
    const made = evaluation.notes === stored.notes ? [] : evaluation.queues[audience]?.notes.slice(-1) ?? [];
    return { results, evaluation, wouldTell: made };
  } catch (thrown) {
    report({ code: 'store-unavailable', message: `Nothing could be compared: ${messageOf(thrown)}` });
    return { results, wouldTell: [] };
  }
};
