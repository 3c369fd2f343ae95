import type { Policy } from '../shared/alerts/policy.ts';
import { publishingCategory, type CategoryName } from '../shared/platform/category.ts';
import type { Platform } from '../shared/platform/platform.ts';

/** What a description says about telling; `categories` are those that it has checks of. */
export const policyOf = ({ environment, audiences, maintenance, thresholds, schedule }: Platform, categories: readonly CategoryName[]): Policy => ({
  environment,
  audiences,
  maintenance,
  scoreDrop: { points: thresholds.scoreDropPoints, checks: thresholds.scoreDropChecks },
  schedule: Object.fromEntries(categories.map((category) => [category, schedule[category]])),
  publisher: publishingCategory(categories, schedule),
});
