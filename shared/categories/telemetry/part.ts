import type { ProbeSpec } from '../../checks/check.ts';
import type { CloudWatchSettings } from '../../probes/cloud-watch.ts';
import type { Draft } from '../draft.ts';

export type Query = CloudWatchSettings['queries'][number];

/** A probe of one value of CloudWatch; what all of them ask is added. */
export type Measure = (settings: Omit<CloudWatchSettings, 'queries' | 'period'>) => ProbeSpec<'cloudWatch', CloudWatchSettings>;

/** What one part of the platform is asked of CloudWatch, and the checks of it. */
export interface Part {
  readonly queries: readonly Query[];
  readonly drafts: (measured: Measure) => readonly Draft[];
}
