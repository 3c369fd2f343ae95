import type { Failure, HttpResponse } from '../checks/observation.ts';

/** One request of MLflow's REST API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the address of MLflow, its segments encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as they are. */
  readonly bytes?: Buffer;
}

/** Sends a request with its length and reads the whole answer. Throws NoAnswer, and at once where there is no time left. */
export type Send = (call: Call) => Promise<HttpResponse>;

/** A request to which no complete answer came; what became of it nobody knows. */
export class NoAnswer extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.detail);
    this.failure = failure;
  }
}
