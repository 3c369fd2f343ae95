import type { Facts, Failure } from '../../checks/observation.ts';
import type { ProbeContext } from '../probe.ts';
import { readCredential } from '../read-credential.ts';

export interface Described {
  /** Whom the platform's task should log in as. */
  readonly user: string;
  /** Names of credentials. */
  readonly loginUser?: string;
  readonly password?: string;
}

/** Who logs in, and who that is in words. */
export interface Known { readonly user: string; readonly password?: string; readonly who: string }

const whoOf = (user: string, described: string): string =>
  (user === described ? `tried as "${user}"` : `tried as "${user}", as the platform's task does; described is "${described}"`);

/** What its task logs in with. Who it would be is told also where the password is missing. */
export const readLogin = async (
  { user: described, loginUser, password }: Described, context: ProbeContext,
): Promise<{ readonly facts: Facts } & (Known | { readonly failure: Failure })> => {
  const login = loginUser === undefined ? { value: described } : await readCredential(loginUser, context);
  if ('failure' in login) return { facts: {}, failure: login.failure };
  const user = login.value;
  const who = whoOf(user, described);
  const facts = { user };
  if (password === undefined) return { facts, user, who };
  const secret = await readCredential(password, context);
  if ('value' in secret) return { facts, user, who, password: secret.value };
  return { facts, failure: { ...secret.failure, detail: `${secret.failure.detail.replace(/\.$/, '')}; ${who}` } };
};
