import { acknowledge } from './acknowledge.ts';
import type { Act, Acting, Refusal } from './acting.ts';
import type { Evaluation } from './evaluation.ts';
import { addRemark } from './remark.ts';
import { silence, unsilence } from './silence.ts';
import { queueTrial } from './trial.ts';

/**
 * The evaluation after what a person did, with what others are to be told of it in their queues. What was done before changes nothing and
 * tells nothing: the same object comes back.
 */
export const act = (evaluation: Evaluation, asked: Act, acting: Acting): Evaluation | Refusal => {
  switch (asked.action) {
    case 'ack':
      return acknowledge(evaluation, asked.incident, acting);
    case 'note':
      return addRemark(evaluation, asked.incident, asked.text, acting);
    case 'silence':
      return silence(evaluation, asked, acting);
    case 'unsilence':
      return unsilence(evaluation, asked.id);
    case 'test-alert':
      return queueTrial(evaluation, asked.audience, acting);
  }
};
