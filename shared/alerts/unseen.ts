import type { CategoryState } from '../health/category-state.ts';

/** So many runs in a row that cannot tell are worth telling. */
const runs = 3;

/** What the checker cannot see: `category: service`, where a check could not tell in several runs in a row. Sorted. */
export const unseenIn = (states: readonly CategoryState[]): readonly string[] =>
  [...new Set(states.flatMap(({ category, checks }) =>
    checks.flatMap(({ service, unknowns = 0 }) => (unknowns >= runs ? [`${category}: ${service}`] : []))))].toSorted();

/** Checks whose last run could not tell either count on; they are well only when they can tell. */
export const stillUnseen = (before: readonly string[], states: readonly CategoryState[]): readonly string[] => {
  const unknown = new Set(states.flatMap(({ category, checks }) =>
    checks.flatMap(({ service, unknowns = 0 }) => (unknowns > 0 ? [`${category}: ${service}`] : []))));
  return [...new Set([...unseenIn(states), ...before.filter((each) => unknown.has(each))])].toSorted();
};
