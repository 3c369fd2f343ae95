import { CredentialError } from '../checks/credential-error.ts';
import type { Failure } from '../checks/observation.ts';
import type { ProbeContext } from './probe.ts';

/**
 * A credential that the platform's own task logs in with. One that is not where the platform keeps it is missing for the platform, too;
 * one that the checker cannot read, or not before the abort, says nothing.
 */
export const readCredential = async (
  name: string, { credential, signal }: Pick<ProbeContext, 'credential' | 'signal'>,
): Promise<{ readonly value: string } | { readonly failure: Failure }> => {
  const late = Promise.withResolvers<never>();
  const giveUp = () => late.reject(new CredentialError(`The credential "${name}" was not there in time.`));
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp);
  try {
    const value = await Promise.race([credential(name, true), late.promise]);
    // What is sent to a server as a text ends there.
    return value.includes('\0') ? { failure: { reason: 'credential', detail: `The credential "${name}" holds a NUL and cannot be sent.` } } : { value };
  } catch (error) {
    const known = error instanceof CredentialError;
    const detail = known ? error.message : `The credential "${name}" could not be read.`;
    return { failure: { reason: known && error.fault === 'missing' ? 'secret-incomplete' : 'credential', detail } };
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
};
