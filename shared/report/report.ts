import type { Check } from '../checks/check.ts';
import type { Result } from '../checks/result.ts';
import type { CategoryName } from '../platform/category.ts';
import { score, type Score } from '../health/score.ts';

/** What people want to know of a check besides its result. */
export type About = Pick<Check, 'id' | 'name' | 'category' | 'service' | 'severity'>;

/** A check and what was last seen of it. `since`: scheduled time of the first run that showed the failure, epoch milliseconds. */
export interface Entry {
  readonly check: About;
  readonly result: Result;
  readonly since?: number;
}

export interface CategoryReport {
  readonly category: CategoryName;
  readonly score: Score;
  readonly entries: readonly Entry[];
}

/** Healthy, failing (something failed or is blocked), or untold: nothing failed, but too little is known to call it healthy. */
export type Health = 'healthy' | 'failing' | 'untold';

/** Everything that is to be told of an environment, as plain data; each renderer tells it in its own form. */
export interface Report {
  readonly environment: string;
  readonly vantage: string;
  /** Epoch milliseconds. */
  readonly generatedAt: number;
  readonly health: Health;
  readonly categories: readonly CategoryReport[];
}

/** The checks with their results, in the checks' order. A check without a result was not told: it never disappears. */
export const entriesOf = (checks: readonly About[], results: readonly Result[]): readonly Entry[] => {
  const byId = new Map(results.map((result) => [result.check, result]));
  return checks.map((check) => ({
    check,
    result: byId.get(check.id)
      ?? { check: check.id, verdict: 'unknown', reason: 'checker-error', detail: 'The run gave no result for this check.' },
  }));
};

const healthOf = (categories: readonly CategoryReport[]): Health => {
  const applicable = categories.filter(({ score }) => score.applicable + score.unknown > 0);
  if (applicable.some(({ score }) => score.passed < score.applicable)) return 'failing';
  return applicable.length > 0 && applicable.every(({ score }) => score.percent !== null) ? 'healthy' : 'untold';
};

/** Groups entries by category, in order of first appearance, and scores each. */
export const report = (about: Pick<Report, 'environment' | 'vantage' | 'generatedAt'>, entries: readonly Entry[]): Report => {
  const categories = [...Map.groupBy(entries, ({ check }) => check.category)]
    .map(([category, entries]) => ({ category, entries, score: score(entries.map(({ result }) => result)) }));
  return { ...about, health: healthOf(categories), categories };
};
