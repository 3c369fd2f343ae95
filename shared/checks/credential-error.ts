/**
 * Why a credential could not be read. `missing`: where the platform keeps it there is no such secret, parameter, key or value, so the
 * platform has none either. All else says nothing about the platform: `refused` (the checker may not read it), `unreachable` (whoever
 * keeps it did not answer), `not-given` (the checker's own description or environment does not have it).
 */
export type CredentialFault = 'missing' | 'refused' | 'unreachable' | 'not-given';

/** A described credential could not be read. The message names the reference, never the value. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  readonly code = 'credential';
  readonly fault: CredentialFault;

  constructor(message: string, fault: CredentialFault = 'unreachable') {
    super(message);
    this.fault = fault;
  }
}
