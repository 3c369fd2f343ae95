import type { Phase } from '../checks/observation.ts';
import { NoAnswer } from './call.ts';
import { StepFailed } from './conversation.ts';

const beforeSending: ReadonlySet<Phase | undefined> = new Set<Phase | undefined>(['dns', 'connect', 'tls']);

/** Whether what was asked for may still be done: the request was sent, and the one who would do it has not said what became of it. */
const mayBeDoneLater = (error: unknown): boolean => {
  if (error instanceof NoAnswer) return !beforeSending.has(error.failure.phase);
  return error instanceof StepFailed && error.response.status === 504;
};

/** Takes note of a request that may still be done, and lets it fail all the same. */
export const noting = (note: () => void) => (error: unknown): never => {
  if (mayBeDoneLater(error)) note();
  throw error;
};
