import type { CategoryState } from '../health/category-state.ts';
import type { CategoryName } from '../platform/category.ts';

/** Described categories of which no run was ever recorded, each since when that was seen first, epoch milliseconds. */
export type Awaited = Readonly<Partial<Record<CategoryName, number>>>;

/** Which are still waited for at `at`, of those that are described; undefined: none. */
export const stillAwaited = (before: Awaited = {}, described: readonly CategoryName[], states: readonly CategoryState[], at: number): Awaited | undefined => {
  const missing = described.filter((category) => !states.some((state) => state.category === category));
  return missing.length === 0 ? undefined : Object.fromEntries(missing.map((category) => [category, before[category] ?? at]));
};
