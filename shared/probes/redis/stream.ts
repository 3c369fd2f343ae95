import type { Facts } from '../../checks/observation.ts';
import { Ended } from '../dial/ended.ts';
import { addedAt, entryId, firstOf, next } from './entry-id.ts';
import type { EntryId } from './entry-id.ts';
import { groupsOf, oldestPending, worstDepth } from './groups.ts';
import type { Session } from './session.ts';

/** Of the first entry from there on only its id is waited for: what is in it may be large, and is nobody's business here. Nothing can be asked after it. */
const firstFrom = async ({ ask, more }: Session, key: string, start: string): Promise<EntryId | undefined> => {
  const { length } = await ask('array', 'XRANGE', key, start, '+', 'COUNT', '1');
  if (length < 1) return undefined;
  await more('array', 'XRANGE');
  return entryId((await more('text', 'XRANGE')).text);
};

const untold = 'The server does not tell how many entries of the stream were given to nobody yet, as those before 7.0 and after a removal in the middle.';

/**
 * How much of a stream is not yet dealt with, and how long the oldest of that waits; `now` is epoch milliseconds. Without consumer groups
 * that is all that is in it; with some, what is pending or was not given to anybody in the group that is worst off, for what is dealt
 * with stays in a stream. `facts` grows as it goes. Throws Ended, as undecided where the server does not tell enough.
 */
export const lookAtStream = async (session: Session, key: string, now: number, facts: Record<string, Facts[string]>): Promise<void> => {
  const { value: entries } = await session.ask('number', 'XLEN', key);
  facts['entries'] = entries;
  const groups = await groupsOf(session, key);
  facts['groups'] = groups.length;
  const pending = await oldestPending(session, key, groups);
  const delivered = firstOf(groups.map((group) => group.delivered));
  const waiting = entries === 0 ? undefined : await firstFrom(session, key, delivered === undefined ? '-' : next(delivered));
  const depth = groups.length === 0 ? entries : worstDepth(groups, entries, waiting);
  const oldest = firstOf([pending ?? [], waiting ?? []].flat());
  const at = oldest === undefined ? undefined : addedAt(oldest);
  if (at !== undefined) facts['oldestAgeSeconds'] = Math.max(0, Math.round((now - at) / 1_000));
  if (depth === undefined) throw new Ended({ reason: 'undecided', phase: 'body', detail: untold });
  facts['depth'] = depth;
};
