import type { Session } from './session.ts';

export type Value = string | number | undefined | readonly Value[];

/** What a reply holds, with all that is in it: nothing of it may be left where another command follows. */
export const wholeOf = async (session: Session, first: Awaited<ReturnType<Session['any']>>): Promise<Value> => {
  if (first.type === 'text') return first.text;
  if (first.type === 'number') return first.value;
  const values: Value[] = [];
  for (let left = first.length; left > 0; left -= 1) values.push(await wholeOf(session, await session.any()));
  return values;
};

/** The whole of a list; empty where it is none. Throws Ended. */
export const listOf = async (session: Session, ...words: readonly string[]): Promise<readonly Value[]> => {
  const told = await wholeOf(session, await session.ask('array', ...words));
  return Array.isArray(told) ? told as readonly Value[] : [];
};

/** Of a list of names and values the one after a name. */
export const valueIn = (list: readonly Value[], name: string): Value => list.find((_, index) => index % 2 === 1 && list[index - 1] === name);
