import { firstEvaluation, type Evaluation } from './alerts/evaluation.ts';
import { nextEvaluation } from './alerts/next-evaluation.ts';
import type { Policy } from './alerts/policy.ts';
import type { Note } from './alerts/note.ts';
import { causesOf } from './causes.ts';
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

const numberOf = (id: string): number => Number(id.split('#').at(-1));

/** A dry run: probes and judges like a real invocation, and writes and tells nothing. */
export const rehearse = async (request: RunRequest, policy: Policy, { store, clock, probe, report }: RunTools): Promise<Rehearsed> => {
  const results = (await probe(request.checks)).map((explained) => explained.result);
  try {
    const [states, stored = firstEvaluation] = await Promise.all([store.states(), store.evaluation()]);
    const own = ({ category, vantage }: CategoryState) => category === request.category && vantage === request.vantage;
    const seen = remember(request, request.checks, results, states.find(own));
    const all = [...states.filter((state) => !own(state)), seen];
    const evaluation = nextEvaluation(stored, all, policy, request.scheduled, clock.now(), causesOf(all, request.scheduled));
    // New ones, however many audiences each is for; they may have been merged with what waits.
    const waiting = Object.values(evaluation.queues).flatMap(({ notes }) => notes);
    const made = new Map(waiting.filter(({ id }) => numberOf(id) > stored.notes).map((note) => [note.id, note]));
    return { results, evaluation, wouldTell: [...made.values()] };
  } catch (thrown) {
    report({ code: 'store-unavailable', message: `Nothing could be compared: ${messageOf(thrown)}` });
    return { results, wouldTell: [] };
  }
};
