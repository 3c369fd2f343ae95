import type { Evaluation, Queue } from './evaluation.ts';
import { withoutOldest } from './queue.ts';

const longest = (queues: Evaluation['queues']): readonly [string, Queue] | undefined =>
  Object.entries(queues).toSorted(([, a], [, b]) => b.notes.length - a.notes.length)[0];

/** The evaluation with less to store: the longest queue's oldest note is left out, which the next one says. Undefined where no queue can spare one. */
export const shrink = (evaluation: Evaluation): Evaluation | undefined => {
  const [audience, queue] = longest(evaluation.queues) ?? [];
  if (audience === undefined || queue === undefined || queue.notes.length < 2) return undefined;
  return { ...evaluation, queues: { ...evaluation.queues, [audience]: { ...queue, notes: withoutOldest(queue.notes) } } };
};
