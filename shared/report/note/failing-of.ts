import { failingChecks, type Failing } from '../../alerts/failing.ts';
import type { CategoryState } from '../../health/category-state.ts';
import { sufferingIn } from './in-trouble.ts';
import type { Letter } from './letter.ts';

/** Every failing check once, whatever vantages see it fail; the worst first, before them all those of services that the note tells of. */
export const failingOf = ({ note, states }: Letter): readonly Failing[] => {
  const told = new Set(sufferingIn(note).map(({ service }) => service));
  const once = new Map<string, Failing>();
  for (const check of failingChecks(states)) if (!once.has(check.result.check)) once.set(check.result.check, check);
  return [...once.values()].toSorted((a, b) => Number(told.has(b.service)) - Number(told.has(a.service)));
};

/** How many checks a verdict was given, each counted once. */
export const countOf = (states: readonly CategoryState[], verdict: 'blocked' | 'unknown'): number =>
  new Set(states.flatMap(({ checks }) => checks.flatMap(({ result }) => (result.verdict === verdict ? [result.check] : [])))).size;
