import type { Generate } from './checks-of.ts';

/** What CloudWatch measured, against the thresholds. */
export const telemetry: Generate = () => [];
