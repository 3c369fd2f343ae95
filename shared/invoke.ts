import type { Evaluation } from './alerts/evaluation.ts';
import type { Policy } from './alerts/policy.ts';
import { deliver, type DeliverTools } from './deliver.ts';
import { evaluate, type EvaluateTools } from './evaluate.ts';
import { own } from './platform/own.ts';
import { messageOf } from './problem.ts';
import { count, measurements, type Measurement } from './report/measurements.ts';
import { run, type RunOutcome, type RunRequest, type RunTools } from './run.ts';
import { closeWithoutStore, tellWithoutStore, type WithoutStore } from './tell-without-store.ts';

export interface InvokeTools extends RunTools, EvaluateTools, DeliverTools {
  /** Publishes metrics, all or none; throws when it cannot. */
  readonly measure: (data: readonly Measurement[], at: number) => Promise<void>;
  /** How many problems were reported so far. */
  readonly problemCount: () => number;
  /** Kept by a warm container from invocation to invocation. */
  readonly warm: WithoutStore & { lastSeen?: Evaluation };
}

export interface Invoked {
  readonly run: RunOutcome;
  /** Absent when the environment could not be judged. */
  readonly evaluation?: Evaluation;
  /** Notes that reached their audience. */
  readonly delivered: number;
}

/** Notes for audiences that are described. */
const waiting = ({ queues }: Evaluation, audiences: readonly string[]): number =>
  audiences.reduce((sum, audience) => sum + (own(queues, audience)?.notes.length ?? 0), 0);

/**
 * One invocation, top to bottom: probe and record one category, judge the whole environment, deliver what is due, measure.
 * No part of it may lose another: each failure is reported as a problem, and the next part goes on.
 */
export const invoke = async (request: RunRequest, policy: Policy, tools: InvokeTools): Promise<Invoked> => {
  const { clock, measure, report } = tools;
  const measured = (data: readonly Measurement[]) =>
    measure(data, clock.now()).catch((thrown: unknown) => report({ code: 'metrics-failed', message: messageOf(thrown) }));

  const outcome = await run(request, tools);
  if (outcome.did === 'late') {
    await measured([count('LateEvent', 1)]);
    return { run: outcome, delivered: 0 };
  }
  // What waits to be judged or told is the others' as well, which run anyway.
  if (outcome.did === 'not due') return { run: outcome, delivered: 0 };
  const judged = await evaluate(policy, request.scheduled, tools);
  const unrecorded = outcome.did === 'probed' && !outcome.recorded;
  if (judged === 'gave up' || judged === 'lost') {
    const closed = await closeWithoutStore(outcome, policy, tools);
    const delivered = closed + (judged === 'lost' || unrecorded ? await tellWithoutStore(outcome, policy, tools, tools.warm.lastSeen) : 0);
    await measured([count('CheckerErrors', tools.problemCount()), ...(judged === 'gave up' ? [count('EvaluationGaveUp', 1)] : [])]);
    return { run: outcome, delivered };
  }
  tools.warm.lastSeen = judged.evaluation;
  // What was judged, where the table can be read and not written, is not what this run saw.
  const more = await closeWithoutStore(outcome, policy, tools, judged.evaluation)
    + (unrecorded ? await tellWithoutStore(outcome, policy, tools, judged.evaluation) : 0);
  const { taken, refused } = await deliver(judged, policy, tools);
  const errors = tools.problemCount();
  if (outcome.did === 'probed' && outcome.recorded && policy.publisher === request.category) {
    const audiences = Object.keys(policy.audiences);
    const undelivered = Math.max(0, waiting(judged.evaluation, audiences) - taken - refused);
    await measured(measurements({ ...judged, audiences, schedule: policy.schedule, undelivered, errors, now: clock.now() }));
  } else if (errors > 0) await measured([count('CheckerErrors', errors)]);
  return { run: outcome, delivered: more + taken, evaluation: judged.evaluation };
};
