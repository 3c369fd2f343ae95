import { nextEvaluation } from './alerts/next-evaluation.ts';
import type { Policy } from './alerts/policy.ts';
import { causesOf } from './causes.ts';
import { commit, type Committed, type CommitTools } from './commit.ts';

export type EvaluateTools = CommitTools;

/** The judged environment, as committed. */
export type Judged = Committed;

/**
 * Judges the whole environment from what all categories last saw and commits the judgement only if something changed. Level
 * triggered: after a crash, a lost race or an outage of the store the next run of any category sees the same and tells it.
 */
export const evaluate = (policy: Policy, at: number, tools: EvaluateTools): Promise<Judged | 'gave up' | 'lost'> =>
  commit<never>((stored, states, now) => nextEvaluation(stored, states, policy, at, now, causesOf(states, at)), policy, tools);
