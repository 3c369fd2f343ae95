import { whoAnswered } from '../checks/answered-by.ts';
import { shorten } from '../checks/excerpt.ts';
import type { HttpResponse, Step } from '../checks/observation.ts';
import { redact } from '../checks/redact.ts';
import { NoAnswer, type Call, type Send } from './call.ts';
import { errorCodeOf } from './read.ts';
import { refusalText } from './refusal.ts';
import { unexpected, Unexpected } from './unexpected.ts';

/** A step that did not succeed: what comes after it makes no sense. `response` is the answer, if there was one. */
export class StepFailed extends Error {
  readonly response: HttpResponse;

  constructor(message: string, response: HttpResponse) {
    super(message);
    this.response = response;
  }
}

export interface Conversing {
  readonly send: Send;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number;
  /** None of them is in a step. */
  readonly secrets: readonly string[];
}

/** Calls one after the other, each kept as a step. */
export interface Conversation {
  readonly steps: readonly Step[];
  /** Makes a call and reads its answer; `read` throws Unexpected. Throws StepFailed, and NoAnswer where none came. */
  readonly ask: <T>(name: string, call: Call, read: (answer: HttpResponse) => T) => Promise<T>;
  /** The same, where MLflow may refuse with some of its error codes: that one is then the result, and no failure. */
  readonly askUnless: <T, C extends string>(codes: readonly C[], name: string, call: Call, read: (answer: HttpResponse) => T) => Promise<T | C>;
  /** Does what takes no call. */
  readonly local: <T>(name: string, what: string, work: () => T) => T;
}

const answers = (status: number): boolean => status >= 200 && status < 300;

/** The names and paths that MLflow gives stand in requests, too. */
const longest = 400;

/** Nobody has asked for a coding, and nothing that has one can be read. */
const encoded = ({ headers, body }: HttpResponse): Unexpected | undefined => {
  const coding = headers.find(([name]) => name === 'content-encoding')?.[1] ?? 'identity';
  return body.length === 0 || /^identity$/i.test(coding) ? undefined : unexpected`the answer is encoded (${coding}), which was not asked for`;
};

export const converse = ({ send, monotonic, secrets }: Conversing): Conversation => {
  const steps: Step[] = [];
  const askUnless: Conversation['askUnless'] = async (codes, name, call, read) => {
    const shown = (text: string) => shorten(redact(text, secrets), longest);
    const about = { name: shown(name), request: shown(`${call.method} ${call.path}`) };
    const began = monotonic();
    const step = () => ({ ...about, ms: monotonic() - began });
    let answer;
    try {
      answer = await send(call);
    } catch (error) {
      if (error instanceof NoAnswer) steps.push({ ...step(), failed: shown(error.failure.detail) });
      throw error;
    }
    const answered = { ...step(), status: answer.status, answeredBy: whoAnswered(answer) };
    const fail = (why: string | Unexpected): never => {
      const told = encoded(answer) ?? why;
      const failed = typeof told === 'string' ? told : told.told(secrets);
      steps.push({ ...answered, failed });
      throw new StepFailed(failed, answer);
    };
    const code = errorCodeOf(answer);
    const allowed = codes.find((each) => each === code);
    if (allowed !== undefined) {
      steps.push(answered);
      return allowed;
    }
    if (!answers(answer.status)) return fail(refusalText(answer, call, secrets));
    try {
      const result = read(answer);
      steps.push(answered);
      return result;
    } catch (error) {
      if (error instanceof Unexpected) return fail(error);
      throw error;
    }
  };
  return {
    steps,
    askUnless,
    ask: async (name, call, read) => {
      const none: readonly never[] = [];
      return askUnless(none, name, call, read);
    },
    local: (name, request, work) => {
      const began = monotonic();
      const done = work();
      steps.push({ name, request, ms: monotonic() - began });
      return done;
    },
  };
};
