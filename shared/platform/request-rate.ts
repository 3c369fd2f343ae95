import type { CategoryName } from './category.ts';

/** Requests a minute of several checks together, in hundredths: upwards, but for what adding fractions leaves over. */
export const together = (rates: readonly number[]): number => Math.ceil(100 * rates.reduce((sum, rate) => sum + rate, 0) - 1e-6) / 100;

/** Requests a minute that a check makes of a healthy platform: once in its category's interval, none where it is skipped. */
export const requestsPerMinute = (
  { category, skip }: { readonly category: CategoryName; readonly skip?: string }, requests: number | undefined,
  schedule: Readonly<Record<CategoryName, number>>,
): number => (skip === undefined ? ((requests ?? 1) * 60_000) / schedule[category] : 0);
