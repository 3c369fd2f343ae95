/** A described credential could not be read. The message names the reference, never the value. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  readonly code = 'credential';
}
