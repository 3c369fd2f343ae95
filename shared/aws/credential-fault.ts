import type { CredentialFault } from '../checks/credential-error.ts';

/** Names of the errors of GetSecretValue and GetParameter for what is not there. */
const missing: ReadonlySet<string> = new Set(['ResourceNotFoundException', 'ParameterNotFound', 'ParameterVersionNotFound']);
/** Those of both, and of every call to AWS, for whoever may not know. */
const refused = /^(?:AccessDenied|Decryption|InvalidKeyId|KMS|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|ExpiredToken|NotAuthorized)/;

/** What an error of the SDK says of a secret. One that waits for its deletion is there for nobody. */
export const faultOf = (error: unknown): CredentialFault => {
  if (!(error instanceof Error)) return 'unreachable';
  const { name, message } = error;
  if (missing.has(name) || (name === 'InvalidRequestException' && /deletion|deleted/i.test(message))) return 'missing';
  return refused.test(name) ? 'refused' : 'unreachable';
};
