import type { Generate } from './checks-of.ts';
import { balancer } from './telemetry/balancer.ts';
import { database } from './telemetry/database.ts';
import type { Measure } from './telemetry/part.ts';
import { restarts } from './telemetry/restarts.ts';

const minuteMs = 60_000;

/** What was measured, against the thresholds. Every check of CloudWatch asks for what all of them need, so that one call does for a run. */
export const telemetry: Generate = (platform) => {
  const parts = [balancer(platform), database(platform)];
  const queries = parts.flatMap((part) => part.queries);
  const measured: Measure = (settings) => ({ kind: 'cloudWatch', settings: { queries, period: minuteMs, ...settings } });
  const drafts = parts.flatMap((part) => part.drafts(measured));
  // Infrastructure looks at tasks already: where nothing else is measured, a category for them alone is not worth its function.
  return drafts.length === 0 ? [] : [...drafts, ...restarts(platform)];
};
