import type { Failure } from '../../checks/observation.ts';
import type { ProbeContext } from '../probe.ts';
import { readCredential } from '../read-credential.ts';

export interface UserAndPassword { readonly user: string; readonly password: string }

/** Whom brokers know from the first day on, and let in from their own machine. */
const guest: UserAndPassword = { user: 'guest', password: 'guest' };

/** Who logs in, by the name of a credential `user:password`. */
export const readLogin = async (
  name: string | undefined, context: Pick<ProbeContext, 'credential' | 'signal'>,
): Promise<UserAndPassword | { readonly failure: Failure }> => {
  if (name === undefined) return guest;
  const credential = await readCredential(name, context);
  if ('failure' in credential) return credential;
  const { value } = credential;
  const at = value.indexOf(':');
  if (at >= 1) return { user: value.slice(0, at), password: value.slice(at + 1) };
  return { failure: { reason: 'credential', detail: `The credential "${name}" is not a user and a password (user:password).` } };
};
