import { Ended } from '../dial/ended.ts';
import type { Information } from './information.ts';
import type { Session } from './session.ts';
import { listOf, valueIn } from './whole.ts';

/** Role and version, as HELLO tells them: whoever is logged in may ask for that. Source: Redis documentation, HELLO. */
const greetingOf = async (session: Session): Promise<Information> => {
  const told = await listOf(session, 'HELLO', '2');
  const [role, version] = [valueIn(told, 'role'), valueIn(told, 'version')];
  return { ...(typeof role === 'string' && { role }), ...(typeof version === 'string' && { redis_version: version }) };
};

const isForbidden = (error: unknown): boolean => error instanceof Ended && error.failure.reason === 'undecided';
const isRefused = (error: unknown): boolean => isForbidden(error) || (error instanceof Ended && error.failure.reason === 'server-error');

/** Has HELLO tell what `ask`, which throws Ended, may not: a user with few rights is not a server with a fault. */
export const orGreeting = async (session: Session, ask: () => Promise<Information>): Promise<Information> => {
  try {
    return await ask();
  } catch (forbidden) {
    if (!isForbidden(forbidden)) throw forbidden;
    return await greetingOf(session).catch((error: unknown) => { throw isRefused(error) ? forbidden : error; });
  }
};
