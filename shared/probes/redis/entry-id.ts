/** The id of a stream's entry: when it was added, and which one of then. Source: Redis documentation, "Redis Streams", entry IDs. */
export interface EntryId { readonly ms: bigint; readonly sequence: bigint }

const largest = 2n ** 64n - 1n;
/** Ids before this (September 2001, milliseconds) were not made from a clock. */
const earliest = 1_000_000_000_000n;

export const entryId = (text: unknown): EntryId | undefined => {
  const [, ms, sequence] = typeof text === 'string' ? /^(\d{1,20})-(\d{1,20})$/.exec(text) ?? [] : [];
  return ms === undefined || sequence === undefined ? undefined : { ms: BigInt(ms), sequence: BigInt(sequence) };
};

export const isBefore = (a: EntryId, b: EntryId): boolean => (a.ms === b.ms ? a.sequence < b.sequence : a.ms < b.ms);

/** The lowest; undefined where there is none. */
export const firstOf = (ids: readonly EntryId[]): EntryId | undefined => ids.toSorted((a, b) => (isBefore(a, b) ? -1 : 1))[0];

/** The text of the id that follows, as servers before 6.2 want it who know no ranges without their beginning. */
export const next = ({ ms, sequence }: EntryId): string => (sequence === largest ? `${ms + 1n}-0` : `${ms}-${sequence + 1n}`);

/** When it was added, epoch milliseconds, by the server's clock; undefined where the id was made otherwise. */
export const addedAt = ({ ms }: EntryId): number | undefined => (ms >= earliest ? Number(ms) : undefined);
