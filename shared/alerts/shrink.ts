import type { Evaluation, Queue } from './evaluation.ts';
import { withoutOldest } from './queue.ts';

const longest = (queues: Evaluation['queues']): readonly [string, Queue] | undefined =>
  Object.entries(queues).toSorted(([, a], [, b]) => b.notes.length - a.notes.length)[0];

/** What people wrote down is worth less than that others are told at all. */
const withoutOldestRemark = ({ incident, ...rest }: Evaluation): Evaluation | undefined =>
  (incident === undefined || incident.remarks.length === 0 ? undefined : { ...rest, incident: { ...incident, remarks: incident.remarks.slice(1) } });

/**
 * The evaluation with less to store: the longest queue's oldest note is left out, which the next one says; where no queue can spare one, the oldest
 * remark. Undefined where there is nothing to leave out.
 */
export const shrink = (evaluation: Evaluation): Evaluation | undefined => {
  const [audience, queue] = longest(evaluation.queues) ?? [];
  if (audience === undefined || queue === undefined || queue.notes.length < 2) return withoutOldestRemark(evaluation);
  return { ...evaluation, queues: { ...evaluation.queues, [audience]: { ...queue, notes: withoutOldest(queue.notes) } } };
};
