import type { Failure } from '../../checks/observation.ts';

/** A conversation with a server ended before its time. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.detail);
    this.failure = failure;
  }
}
