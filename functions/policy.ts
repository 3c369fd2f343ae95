import type { Policy } from '../shared/alerts/policy.ts';
import type { Platform } from '../shared/platform/platform.ts';

/** What a description says about telling. */
export const policyOf = ({ environment, audiences, maintenance, thresholds }: Platform, publisher: Policy['publisher']): Policy => ({
  environment,
  audiences,
  maintenance,
  scoreDrop: { points: thresholds.scoreDropPoints, checks: thresholds.scoreDropChecks },
  publisher,
});
