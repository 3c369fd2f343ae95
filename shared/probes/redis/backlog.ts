import type { Facts } from '../../checks/observation.ts';
import { Ended } from '../dial/ended.ts';
import type { Session } from './session.ts';

/** Ids before this (September 2001, milliseconds) were not made from a clock. */
const earliest = 1_000_000_000_000;

/** An entry's id begins with the server's time when it was added. Source: Redis documentation, "Redis Streams", entry IDs. */
const addedAt = (id: string | undefined): number | undefined => {
  const at = Number(/^(\d{1,16})-\d+$/.exec(id ?? '')?.[1] ?? Number.NaN);
  return at >= earliest ? at : undefined;
};

/** Of the oldest entry only its id is waited for: what is in it may be large, and is nobody's business here. Nothing can be asked after it. */
const oldest = async ({ ask, more }: Session, key: string): Promise<string | undefined> => {
  const { length } = await ask('array', 'XRANGE', key, '-', '+', 'COUNT', '1');
  if (length < 1) return undefined;
  await more('array', 'XRANGE');
  return (await more('text', 'XRANGE')).text;
};

/**
 * How many wait in a list or a stream, and how long the oldest of a stream has; `now` is epoch milliseconds. A key that is not there is
 * an empty list: the server removes it with its last element. Throws Ended.
 */
export const backlogOf = async (session: Session, key: string, now: number): Promise<Facts> => {
  const { text: type = 'none' } = await session.ask('text', 'TYPE', key);
  switch (type) {
    case 'none':
      return { depth: 0 };
    case 'list':
      return { depth: (await session.ask('number', 'LLEN', key)).value };
    case 'stream': {
      const { value: depth } = await session.ask('number', 'XLEN', key);
      const at = depth === 0 ? undefined : addedAt(await oldest(session, key));
      return { depth, ...(at !== undefined && { oldestAgeSeconds: Math.max(0, Math.round((now - at) / 1_000)) }) };
    }
    default:
      throw new Ended({ reason: 'server-error', phase: 'body', detail: `The key ${key} holds neither a list nor a stream: ${type}.` });
  }
};
