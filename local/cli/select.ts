import type { Check } from '../../shared/checks/check.ts';
import { didYouMean } from '../../shared/platform/closest.ts';
import { UsageError } from '../usage-error.ts';

export interface Selection {
  readonly category?: readonly string[];
  readonly check?: readonly string[];
}

/** An id without its category is a common slip, too far from the whole id to be found by likeness. */
const meant = (word: string, known: readonly string[]): string | undefined => {
  const whole = known.find((each) => each.endsWith(`/${word}`));
  return whole === undefined ? didYouMean(word, known) : `did you mean "${whole}"?`;
};

const refuse = (what: string, word: string, known: readonly string[], more: string): never => {
  throw new UsageError([`There is no ${what} "${word}"`, meant(word, known) ?? more].join('; '));
};

/** One check by its id. Throws UsageError, with what was probably meant. */
export const checkOf = (checks: readonly Check[], id: string): Check =>
  checks.find((check) => check.id === id)
    ?? refuse('check', id, checks.map((check) => check.id), '"health plan" lists the checks of this description');

/** The checks of the named categories, of those only the named ones; all where nothing is named. Throws UsageError. */
export const select = (checks: readonly Check[], { category, check: ids }: Selection): readonly Check[] => {
  const categories = [...new Set<string>(checks.map((check) => check.category))];
  for (const name of category ?? []) {
    if (!categories.includes(name)) refuse('category', name, categories, `this description has checks in: ${categories.join(', ')}`);
  }
  const inCategories = category === undefined ? checks : checks.filter((check) => category.includes(check.category));
  if (ids === undefined) return inCategories;
  const chosen = new Set(ids.map((id) => checkOf(inCategories, id).id));
  return inCategories.filter((check) => chosen.has(check.id));
};
