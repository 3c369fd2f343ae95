import { own } from '../platform/own.ts';
import type { Acting, Refusal } from './acting.ts';
import { address } from './address.ts';
import type { Evaluation } from './evaluation.ts';
import { longest } from './queue.ts';

/** Puts a marked trial into an audience's queue, behind what waits there. None for whom one waits already: it says as much. */
export const queueTrial = (evaluation: Evaluation, audience: string, acting: Acting): Evaluation | Refusal => {
  const { audiences, by, now } = acting;
  if (!Object.hasOwn(audiences, audience)) {
    return { refused: `There is no audience "${audience}"; ${Object.keys(audiences).length === 0 ? 'none is described' : `there are: ${Object.keys(audiences).join(', ')}`}.` };
  }
  const waiting = own(evaluation.queues, audience)?.notes ?? [];
  if (waiting.some(({ kind }) => kind === 'trial')) return evaluation;
  // One more would push out the oldest of those that are no trial.
  if (waiting.length >= longest) return { refused: `${waiting.length} messages wait for ${audience} already; a trial would take the place of one.` };
  return address(evaluation, [{ audience, news: { kind: 'trial', by } }], { ...acting, at: now });
};
