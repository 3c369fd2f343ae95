import { hash } from 'node:crypto';

/** A set of checks in little room: four characters of each id's hash, sorted. Of a thousand ids two share theirs in one set out of thirty. */
export type Tags = string;

/** Which checks a score counted, and how they stood. */
export interface Standings {
  readonly passing: Tags;
  readonly failing: Tags;
}

const length = 4;

/** Of the checks of one description, in every run the same. */
const known = new Map<string, string>();

const tagOf = (id: string): string => {
  const tag = known.get(id) ?? hash('sha256', id, 'base64url').slice(0, length);
  known.set(id, tag);
  return tag;
};

export const tagsOf = (ids: readonly string[]): Tags => ids.map(tagOf).toSorted().join('');

export const split = (tags: Tags): readonly string[] =>
  Array.from({ length: tags.length / length }, (_, index) => tags.slice(index * length, (index + 1) * length));

const joined = (tags: readonly string[]): Tags => tags.toSorted().join('');

/** The tags that both have. */
export const common = (one: Tags, other: Tags): Tags => {
  if (one === other || one === '') return one;
  if (other === '') return '';
  const others = new Set(split(other));
  return joined(split(one).filter((tag) => others.has(tag)));
};

/** As many checks as there are in it. */
export const sizeOf = (tags: Tags): number => tags.length / length;

export const union = (one: Tags, other: Tags): Tags => (other === '' ? one : joined([...new Set([...split(one), ...split(other)])]));

export const without = (one: Tags, other: Tags): Tags => {
  if (one === other) return '';
  const others = new Set(split(other));
  return joined(split(one).filter((tag) => !others.has(tag)));
};
