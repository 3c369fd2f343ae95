import { firstEvaluation, type Evaluation } from './alerts/evaluation.ts';
import { nextEvaluation } from './alerts/next-evaluation.ts';
import type { Policy } from './alerts/policy.ts';
import { claim } from './alerts/queue.ts';
import { isHeld } from './alerts/routing.ts';
import { shrink } from './alerts/shrink.ts';
import { own } from './platform/own.ts';
import type { CategoryState } from './health/category-state.ts';
import { messageOf, type Problem } from './problem.ts';
import type { Clock } from './runner/clock.ts';
import { StoreError } from './store-error.ts';
import type { Store } from './store.ts';

export interface EvaluateTools {
  readonly store: Store;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Names this invocation's claims. */
  readonly invocation: string;
  /** Epoch milliseconds by which the invocation ends. */
  readonly deadlineAt: number;
  readonly report: (problem: Problem) => void;
}

/** The judged environment, as committed, with the states it was judged from and the audiences whose notes are ours to deliver. */
export interface Judged {
  readonly evaluation: Evaluation;
  readonly states: readonly CategoryState[];
  readonly claimed: readonly string[];
}

const tries = 8;
/** Longer than the function's time-out, so that no two invocations deliver the same note at once. */
const claimMs = 90_000;
/** Kept free for delivering what was committed. */
const reserveMs = 5_000;

/** An audience that is described no more has nobody to deliver to. */
const claimAll = (evaluation: Evaluation, { audiences }: Policy, by: string, now: number): { evaluation: Evaluation; claimed: string[] } => {
  const claims = Object.entries(evaluation.queues).flatMap(([audience, queue]) => {
    const described = own(audiences, audience);
    const taken = described === undefined || isHeld(described, queue, now) ? undefined : claim(queue, by, now, claimMs);
    return taken === undefined ? [] : [[audience, taken] as const];
  });
  if (claims.length === 0) return { evaluation, claimed: [] };
  const queues = { ...evaluation.queues, ...Object.fromEntries(claims) };
  return { evaluation: { ...evaluation, queues }, claimed: claims.map(([audience]) => audience) };
};

/** Puts the evaluation, with fewer notes where it is too large. Undefined when another was put first. */
const commit = async (store: Store, evaluation: Evaluation): Promise<Evaluation | undefined> => {
  try {
    return (await store.putEvaluation(evaluation)) === 'stored' ? evaluation : undefined;
  } catch (thrown) {
    const smaller = thrown instanceof StoreError && thrown.code === 'store-too-large' ? shrink(evaluation) : undefined;
    if (smaller === undefined) throw thrown;
    return commit(store, smaller);
  }
};

/**
 * Judges the whole environment from what all categories last saw and commits the judgement only if something changed. Level
 * triggered: after a crash, a lost race or an outage of the store the next run of any category sees the same and tells it.
 * `gave up` when others kept winning, `lost` when the store could not be read or written; the reason has then been reported.
 */
export const evaluate = async (policy: Policy, at: number, tools: EvaluateTools): Promise<Judged | 'gave up' | 'lost'> => {
  const { store, clock, random, invocation, deadlineAt, report } = tools;
  try {
    for (let attempt = 0; attempt < tries && clock.now() < deadlineAt - reserveMs; attempt += 1) {
      if (attempt > 0) await clock.sleep(random() * Math.min(1000, 25 * 2 ** attempt));
      const [stored = firstEvaluation, states] = await Promise.all([store.evaluation(), store.states()]);
      const next = nextEvaluation(stored, states, policy, at, clock.now());
      const { evaluation, claimed } = claimAll(next, policy, invocation, clock.now());
      if (evaluation === stored) return { evaluation, states, claimed };
      const committed = await commit(store, { ...evaluation, version: stored.version + 1 });
      if (committed !== undefined) return { evaluation: committed, states, claimed };
    }
  } catch (thrown) {
    report({ code: 'store-unavailable', message: `The environment could not be judged: ${messageOf(thrown)}` });
    return 'lost';
  }
  report({ code: 'evaluation-gave-up', message: 'Other runs kept committing first, or the time ran out; the next run sees the same state.' });
  return 'gave up';
};
