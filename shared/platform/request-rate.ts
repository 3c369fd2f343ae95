import type { CategoryName } from './category.ts';

/** A check by what it asks. */
export interface Asking {
  readonly category: CategoryName;
  readonly skip?: string;
  /** Of its probe's target; one where that does not say. */
  readonly requests?: number | undefined;
  readonly shared?: string | undefined;
}

/** Requests that each check makes of a healthy platform in a run, at most: none where it is skipped, or where another one before it has made those that both share. */
export const requestsOf = (checks: readonly Asking[]): readonly number[] => {
  const made = new Set<string>();
  return checks.map(({ category, skip, requests = 1, shared }) => {
    const name = `${category} ${shared}`;
    if (skip !== undefined || made.has(name)) return 0;
    if (shared !== undefined) made.add(name);
    return requests;
  });
};

/** The same a minute: each makes them once in its category's interval (milliseconds). */
export const requestsPerMinute = (checks: readonly Asking[], schedule: Readonly<Record<CategoryName, number>>): readonly number[] => {
  const requests = requestsOf(checks);
  return checks.map(({ category }, index) => ((requests[index] ?? 0) * 60_000) / schedule[category]);
};

/** Requests a minute of several checks together, in hundredths: upwards, but for what adding fractions leaves over. */
export const together = (rates: readonly number[]): number => Math.ceil(100 * rates.reduce((sum, rate) => sum + rate, 0) - 1e-6) / 100;
