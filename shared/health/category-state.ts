import type { Check } from '../checks/check.ts';
import type { Result } from '../checks/result.ts';
import type { CategoryName } from '../platform/category.ts';
import type { CheckState } from './check-state.ts';
import type { Firsts } from './firsts.ts';
import type { Turns } from './flapping.ts';

/** What is remembered of one check: enough to judge its service without the description at hand. */
export interface Remembered extends Pick<Check, 'name' | 'service' | 'severity' | 'role'> {
  /** Its own metric was asked for. */
  readonly metric?: true;
  readonly result: Result;
  readonly state: CheckState;
  /** Scheduled time of the last run that could tell; absent when none ever could. */
  readonly knownAt?: number;
  /** Of the last ten runs that could tell; absent: none. */
  readonly firsts?: Firsts;
  /** Absent: none in the last hour. */
  readonly turns?: Turns;
  /** Runs in a row that could not tell; absent: the last one could. */
  readonly unknowns?: number;
}

/** What a category last saw. One item for each category and vantage; only that category's own run writes it. */
export interface CategoryState {
  readonly category: CategoryName;
  readonly vantage: string;
  /** Scheduled time of the run, epoch milliseconds. */
  readonly lastRun: number;
  /** Milliseconds until the next run is due. */
  readonly everyMs: number;
  readonly checks: readonly Remembered[];
}
