import type { CategoryName } from './category.ts';

/** Requests a minute that a check makes of a healthy platform: once in its category's interval, none where it is skipped. */
export const requestsPerMinute = (
  { category, skip }: { readonly category: CategoryName; readonly skip?: string }, requests: number | undefined,
  schedule: Readonly<Record<CategoryName, number>>,
): number => (skip === undefined ? ((requests ?? 1) * 60_000) / schedule[category] : 0);
