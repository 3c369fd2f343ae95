import type { Platform } from '../platform/platform.ts';
import type { Draft } from './draft.ts';

/** What CloudWatch measured, against the thresholds. */
export const telemetry = (_: Platform): readonly Draft[] => [];
