import { isDeepStrictEqual } from 'node:util';
import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { pattern } from './pattern.ts';
import { fits } from './trial.ts';
import { show } from './words.ts';

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'] as const;

/** The comparisons that there are, none of which has to be given. */
export const comparisons = (z: Zod) => {
  const bound = z.number().exactOptional();
  const numbers = { lt: bound, lte: bound, gt: bound, gte: bound };
  const kind = {
    type: z.enum(types).exactOptional(),
    length: z.union([z.int().nonnegative(), z.strictObject(numbers)]).exactOptional().describe('Of a text or a list.'),
  };
  return {
    eq: z.json().exactOptional(),
    ne: z.json().exactOptional(),
    ...numbers,
    contains: z.json().exactOptional().describe('A part of a text, or an element of a list.'),
    includes: z.array(z.json()).min(1).exactOptional().describe('Elements of a list, all of them, in any order.'),
    matches: pattern(z).exactOptional(),
    ...kind,
    each: z.strictObject(kind).refine((each) => Object.keys(each).length > 0, { error: 'at least one of type, length' }).exactOptional()
      .describe('Of every element of a list.'),
    exists: z.literal(true).exactOptional(),
    absent: z.literal(true).exactOptional(),
  };
};

export const nothingCompared = 'at least one comparison (to expect an object, write it under eq)';

/** Comparisons of one value; all that are given must hold. An object is compared by `eq`. */
export const comparison = (z: Zod) => z.strictObject(comparisons(z)).refine((compared) => Object.keys(compared).length > 0, { error: nothingCompared });

export type Comparison = SettingsOf<typeof comparison>;

/** What is wanted of one value, as it is written: the value itself, or comparisons. */
export const wanted = (z: Zod) => z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.json()), comparison(z)]);

export type Wanted = SettingsOf<typeof wanted>;

/** The comparisons that something written stands for. */
export const comparisonOf = (written: Wanted): Comparison =>
  (typeof written === 'object' && written !== null && !Array.isArray(written) ? written : { eq: written });

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const equal = (a: unknown, b: unknown): boolean => a === b || (typeof a === 'object' && isDeepStrictEqual(a, b));

type Compare = (value: unknown, wanted: never) => boolean;

const ordered = (holds: (value: number, bound: number) => boolean) => (value: unknown, bound: number) =>
  typeof value === 'number' && holds(value, bound);

const operators: Readonly<Record<keyof Comparison, { readonly words: string; readonly holds: Compare }>> = {
  eq: { words: '=', holds: equal },
  ne: { words: '≠', holds: (value, wanted) => !equal(value, wanted) },
  lt: { words: '<', holds: ordered((value, bound) => value < bound) },
  lte: { words: '≤', holds: ordered((value, bound) => value <= bound) },
  gt: { words: '>', holds: ordered((value, bound) => value > bound) },
  gte: { words: '≥', holds: ordered((value, bound) => value >= bound) },
  contains: {
    words: 'containing',
    holds: (value, part: unknown) => (typeof value === 'string'
      ? typeof part === 'string' && value.includes(part)
      : Array.isArray(value) && value.some((element) => equal(element, part))),
  },
  includes: {
    words: 'including',
    holds: (value, wanted: readonly unknown[]) => Array.isArray(value) && wanted.every((part) => value.some((element) => equal(element, part))),
  },
  matches: { words: 'matching', holds: (value, source: string) => typeof value === 'string' && fits(source, value) },
  type: { words: 'of type', holds: (value, type: string) => (type === 'integer' ? Number.isInteger(value) : typeOf(value) === type) },
  length: {
    words: 'of length',
    holds: (value, wanted: number | Comparison) => (typeof value === 'string' || Array.isArray(value))
      && compare(value.length, typeof wanted === 'number' ? { eq: wanted } : wanted),
  },
  each: { words: 'with each', holds: (value, wanted: Comparison) => Array.isArray(value) && value.every((element) => compare(element, wanted)) },
  exists: { words: 'present', holds: () => true },
  absent: { words: 'absent', holds: () => false },
};

const given = (compared: Comparison) => Object.entries(compared) as [keyof Comparison, unknown][];

/** Whether a value that is there fits. Values of different types are never equal and never in order. */
export const compare = (value: unknown, compared: Comparison): boolean =>
  given(compared).every(([name, wanted]) => operators[name].holds(value, wanted as never));

/** `≥ 1 and < 10`. */
export const comparisonWords = (compared: Comparison): string => given(compared).map(([name, wanted]) => {
  const { words } = operators[name];
  if (name === 'exists' || name === 'absent') return words;
  if (name === 'matches') return `${words} /${String(wanted)}/`;
  if (name === 'type') return `${words} ${String(wanted)}`;
  return `${words} ${(name === 'length' || name === 'each') && typeof wanted === 'object' ? comparisonWords(wanted as Comparison) : show(wanted)}`;
}).join(' and ');
