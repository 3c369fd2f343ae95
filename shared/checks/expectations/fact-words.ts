import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { shorten } from '../excerpt.ts';
import type { Facts } from '../observation.ts';
import { compare, comparisonWords, type Comparison } from './json-comparison.ts';
import { show } from './words.ts';

/** How people are told of a fact, whose name alone need not say what it is. */
export const words = (z: Zod) => z.strictObject({
  called: z.string().min(1).exactOptional().describe('What it is, such as "error rate"; of a list that is to be empty, what is to be in it.'),
  unit: z.string().min(1).exactOptional().describe('Of a number.'),
  wants: z.string().min(1).exactOptional().describe('What is expected of it, instead of the comparisons.'),
  why: z.string().min(1).exactOptional().describe('The fact that says why it is so.'),
});

export type Words = SettingsOf<typeof words>;

const longestList = 200;

/** `error rate ≤ 1 %`, `no hosts without a certificate`. */
export const expectedWords = (name: string, compared: Comparison, { called = name, unit, wants }: Words): string => {
  if (wants !== undefined) return `${called} ${wants}`;
  if (called !== name && Array.isArray(compared.eq) && compared.eq.length === 0) return `no ${called}`;
  return `${called} ${comparisonWords(compared)}${unit === undefined ? '' : ` ${unit}`}`;
};

/** With no more decimal places than tell on which side of a bound it is, at least one. */
const rounded = (value: number, compared: Comparison): number => {
  const fits = compare(value, compared);
  const shorter = [1, 2, 3, 4, 5, 6].map((places) => Number(value.toFixed(places)));
  return shorter.find((each) => compare(each, compared) === fits) ?? value;
};

const texts = (fact: Facts[string] | undefined): string => shorten(typeof fact === 'object' ? fact.join(', ') : String(fact ?? ''), longestList);

/** What was told of a fact, that its words speak of. */
export const sawWords = (told: Facts, name: string, compared: Comparison, { called, unit, why }: Words): string => {
  const value = told[name];
  const because = why === undefined ? '' : texts(told[why]);
  const seen = typeof value === 'number' && unit !== undefined ? `${rounded(value, compared)} ${unit}`
    : typeof value === 'object' && called !== undefined && value.length > 0 ? texts(value) : show(value);
  return because === '' ? seen : `${seen} (${because})`;
};
