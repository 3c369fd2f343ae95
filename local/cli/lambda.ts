import { lambdaContext } from '../lambda-context.ts';
import type { Handler } from './functions.ts';

export interface LambdaAnswer {
  readonly ok: boolean;
  /** What the function answered, or its error in the shape in which Lambda tells it. */
  readonly value: unknown;
}

const answer = async (name: string, handler: Handler, event: unknown): Promise<LambdaAnswer> => {
  try {
    return { ok: true, value: (await handler(event, lambdaContext(name))) ?? null };
  } catch (error) {
    if (!(error instanceof Error)) return { ok: false, value: { errorType: typeof error, errorMessage: String(error), trace: [] } };
    return { ok: false, value: { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') } };
  }
};

/** Calls a handler as Lambda does. What it logs goes to standard error: to Lambda, too, a log is no part of the answer. */
export const invokeLocally = async (name: string, handler: Handler, event: unknown): Promise<LambdaAnswer> => {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    return await answer(name, handler, event);
  } finally {
    process.stdout.write = write;
  }
};
