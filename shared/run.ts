import type { Check } from './checks/check.ts';
import type { Explained, Result } from './checks/result.ts';
import type { CategoryState } from './health/category-state.ts';
import { isDue } from './health/due.ts';
import { remember } from './health/remember.ts';
import type { CategoryName } from './platform/category.ts';
import { messageOf, type Problem } from './problem.ts';
import type { Clock } from './runner/clock.ts';
import type { RecordedResult, Store } from './store.ts';

/** One category, to be checked once. Times are epoch milliseconds. */
export interface RunRequest {
  readonly category: CategoryName;
  readonly vantage: string;
  readonly everyMs: number;
  /** Identifies the run together with category and vantage. */
  readonly scheduled: number;
  readonly checks: readonly Check[];
  /** Whether it is due is to be found out first. */
  readonly ifDue?: boolean;
}

export interface RunTools {
  readonly store: Store;
  readonly clock: Clock;
  readonly probe: (checks: readonly Check[]) => Promise<readonly Explained[]>;
  readonly report: (problem: Problem) => void;
}

/**
 * What became of the run. A run that is late, not due or was already done probes nothing and changes nothing; one that another of its
 * category has overtaken while it probed has results, and changes nothing either.
 * `recorded` is false when the store could not be reached; the results are there all the same.
 */
export type RunOutcome =
  | { readonly did: 'late'; readonly lateMs: number }
  | { readonly did: 'not due' }
  | { readonly did: 'repeated' }
  | { readonly did: 'overtaken'; readonly results: readonly Result[] }
  | { readonly did: 'probed'; readonly recorded: boolean; readonly results: readonly Result[]; readonly state: CategoryState };

const toRecorded = (result: Result): RecordedResult => ({
  check: result.check,
  verdict: result.verdict,
  ...(result.verdict === 'pass' ? {} : { reason: result.reason }),
  ...('totalMs' in result && result.totalMs !== undefined ? { ms: Math.round(result.totalMs) } : {}),
});

/** Probes one category and records what it saw: the category's state, then (best effort) the run's history. */
export const run = async (request: RunRequest, { store, clock, probe, report }: RunTools): Promise<RunOutcome> => {
  const { category, vantage, scheduled, everyMs, checks } = request;
  const started = clock.now();
  if (started - scheduled > everyMs) {
    const lateMs = started - scheduled;
    const late = `The ${category} run of ${new Date(scheduled).toISOString()} came ${Math.round(lateMs / 1000)} s late`;
    report({ code: 'late-event', message: `${late} and was left out.` });
    return { did: 'late', lateMs };
  }
  const lost = (thrown: unknown): 'lost' => {
    report({ code: 'store-unavailable', message: `The ${category} run could not reach its memory: ${messageOf(thrown)}` });
    return 'lost';
  };
  if (request.ifDue === true) {
    const states = await store.states().catch(lost);
    if (!isDue(request, states === 'lost' ? undefined : states)) return { did: 'not due' };
  }
  const previous = await store.state(category).catch(lost);
  if (previous !== 'lost' && previous !== undefined && previous.lastRun >= scheduled) return { did: 'repeated' };

  const results = (await probe(checks)).map((explained) => explained.result);
  const state = remember({ category, vantage, everyMs, scheduled }, checks, results, previous === 'lost' ? undefined : previous);
  // A state that starts from nothing because the old one could not be read must not overwrite what is remembered.
  const stored = previous === 'lost' ? 'lost' : await store.putState(state).catch(lost);
  if (stored === 'not newer') return { did: 'overtaken', results };
  if (stored === 'stored') {
    const record = { category, vantage, scheduled, tookMs: Math.round(clock.now() - started), results: results.map(toRecorded) };
    await store.putRun(record).catch((thrown: unknown) =>
      report({ code: 'run-not-recorded', message: `The ${category} run has no history item: ${messageOf(thrown)}` }));
  }
  return { did: 'probed', recorded: stored === 'stored', results, state };
};
