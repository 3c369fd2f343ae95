import type { Seen } from '../seen.ts';

/**
 * Something that is so, is not so, or that nobody looked at (`null`), which neither satisfies nor refutes; and the checks that say so.
 * Times are epoch milliseconds.
 */
export interface Fact {
  readonly value: boolean | null;
  /** In words, for people, with the numbers that were seen. */
  readonly words: string;
  /** Ids of the checks. */
  readonly from: readonly string[];
  /** When the newest of them looked; infinite where one of them fails, which lasts until it is seen to be well. */
  readonly at: number;
  /** When the first of those began to fail that do; minus infinity where none does. */
  readonly onset: number;
}

/** What these checks say. Where there is no check, nothing is known. */
export const fact = (value: boolean | null, words: string, checks: readonly Seen[]): Fact => ({
  value: checks.length === 0 ? null : value,
  words,
  from: checks.map(({ id }) => id),
  at: Math.max(...checks.map(({ since, at }) => (since === undefined ? at : Infinity))),
  onset: checks.some(({ since }) => since !== undefined) ? Math.min(...checks.map(({ since = Infinity }) => since)) : -Infinity,
});

const unknown: Fact = { value: null, words: '', from: [], at: Infinity, onset: -Infinity };

/** So where one of them is; not so where none is and all are known. Of several that are so the one that was looked at last speaks. */
export const any = (...facts: readonly Fact[]): Fact => {
  const [latest] = facts.filter(({ value }) => value === true).toSorted((a, b) => (a.at === b.at ? 0 : b.at - a.at));
  return latest ?? facts.find(({ value }) => value === null) ?? facts[0] ?? unknown;
};

/** Not known any more where it was looked at before the trouble began: what was well then says nothing of now. */
export const asOf = (onset: number, each: Fact): Fact => (each.at < onset ? { ...each, value: null } : each);
