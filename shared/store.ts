import type { Evaluation } from './alerts/evaluation.ts';
import type { Result } from './checks/result.ts';
import type { CategoryState } from './health/category-state.ts';
import type { CategoryName } from './platform/category.ts';

/** The history of one run, as it is read back: the compact remainder of its results. */
export interface RunRecord {
  readonly category: CategoryName;
  readonly vantage: string;
  readonly scheduled: number;
  readonly tookMs: number;
  readonly results: readonly RecordedResult[];
}

/** What history keeps of a result. */
export interface RecordedResult extends Pick<Result, 'check' | 'verdict'> {
  readonly reason?: string;
  /** Whole milliseconds; absent when the target was not touched. */
  readonly ms?: number;
}

/** Memory of one environment and vantage. Every method throws StoreError when the store cannot be reached; what cannot be read is absent. */
export interface Store {
  /** Strongly consistent. */
  readonly state: (category: CategoryName) => Promise<CategoryState | undefined>;
  /** Every category's state, those of other vantages too, strongly consistent. */
  readonly states: () => Promise<readonly CategoryState[]>;
  /** Puts it if there is none or an older one; says which. */
  readonly putState: (state: CategoryState) => Promise<'stored' | 'not newer'>;
  /** Puts it if absent. */
  readonly putRun: (run: RunRecord) => Promise<void>;
  /** Newest first, without a scan. Times are scheduled times, both included. */
  readonly runs: (category: CategoryName, range: { readonly from: number; readonly to: number; readonly limit: number }) => Promise<readonly RunRecord[]>;
  /** Strongly consistent. */
  readonly evaluation: () => Promise<Evaluation | undefined>;
  /** Puts it if the stored version is still `evaluation.version - 1` (or there is none and it is 1); says which. */
  readonly putEvaluation: (evaluation: Evaluation) => Promise<'stored' | 'conflict'>;
}
