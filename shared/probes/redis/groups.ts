import { entryId, firstOf, isBefore } from './entry-id.ts';
import type { EntryId } from './entry-id.ts';
import type { Session } from './session.ts';
import { listOf, valueIn } from './whole.ts';

/** Those who deal with a stream's entries together: each entry is given to one of them, and is pending until that one says that it is done. */
export interface Group {
  readonly name: string;
  readonly pending: number;
  /** The last entry that was given to any of them. */
  readonly delivered: EntryId;
  /** How many were given to nobody yet. Servers before 7.0 never know, later ones not after a removal in the middle. */
  readonly lag?: number;
}

/** Source: Redis documentation, XINFO GROUPS. Throws Ended. */
export const groupsOf = async (session: Session, key: string): Promise<readonly Group[]> =>
  (await listOf(session, 'XINFO', 'GROUPS', key)).flatMap((told): readonly Group[] => {
    if (!Array.isArray(told)) return [];
    const [name, pending, lag] = [valueIn(told, 'name'), valueIn(told, 'pending'), valueIn(told, 'lag')];
    const delivered = entryId(valueIn(told, 'last-delivered-id'));
    if (typeof name !== 'string' || typeof pending !== 'number' || delivered === undefined) return [];
    return [{ name, pending, delivered, ...(typeof lag === 'number' && { lag }) }];
  });

/** The oldest entry that was given to somebody who is not done with it. Source: Redis documentation, XPENDING. Throws Ended. */
export const oldestPending = async (session: Session, key: string, groups: readonly Group[]): Promise<EntryId | undefined> => {
  const ids: EntryId[] = [];
  for (const { name, pending } of groups) {
    const [first] = pending === 0 ? [] : await listOf(session, 'XPENDING', key, name, '-', '+', '1');
    ids.push(...[entryId(Array.isArray(first) ? first[0] : undefined) ?? []].flat());
  }
  return firstOf(ids);
};

/**
 * How many entries wait for the group that has most before it: of a stream with so many entries, of which the first that some group was not
 * given is `undelivered`. Undefined where the server does not tell enough to know.
 */
export const worstDepth = (groups: readonly Group[], entries: number, undelivered: EntryId | undefined): number | undefined => {
  const bounds = groups.map(({ pending, delivered, lag }) => {
    if (undelivered === undefined) return [pending, pending] as const;
    // What was removed since still counts in it.
    if (lag !== undefined) return [pending + Math.min(lag, entries), pending + Math.min(lag, entries)] as const;
    return [pending + (isBefore(delivered, undelivered) ? 1 : 0), pending + entries] as const;
  });
  const [least, most] = [Math.max(...bounds.map(([low]) => low)), Math.max(...bounds.map(([, high]) => high))];
  return least === most ? least : undefined;
};
