import { Ended } from '../dial/ended.ts';
import type { Information } from './information.ts';
import type { Session } from './session.ts';

type Value = string | number | undefined | readonly Value[];

/** A whole reply, with all that is in it: nothing of it may be left where another command follows. */
const wholeOf = async (session: Session, first: Awaited<ReturnType<Session['any']>>): Promise<Value> => {
  if (first.type === 'text') return first.text;
  if (first.type === 'number') return first.value;
  const values: Value[] = [];
  for (let left = first.length; left > 0; left -= 1) values.push(await wholeOf(session, await session.any()));
  return values;
};

/** Role and version, as HELLO tells them: whoever is logged in may ask for that. Source: Redis documentation, HELLO. */
const greetingOf = async (session: Session): Promise<Information> => {
  const told = await wholeOf(session, await session.ask('array', 'HELLO', '2'));
  const list = Array.isArray(told) ? told as readonly Value[] : [];
  const valueOf = (name: string): Value => list.find((_, index) => index % 2 === 1 && list[index - 1] === name);
  const [role, version] = [valueOf('role'), valueOf('version')];
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
