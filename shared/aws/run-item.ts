import { verdicts } from '../checks/verdict.ts';
import type { RecordedResult, RunRecord } from '../store.ts';

/** A result in few bytes: its id without the category, the verdict's first letter, whole milliseconds, the reason. */
type Line = readonly [id: string, verdict: string, ms?: number | null, reason?: string];

/** What is left of a run in its item; category, vantage and scheduled time are in its key. */
export interface CompactRun {
  readonly ms: number;
  readonly of: readonly Line[];
}

const line = (category: string, { check, verdict, ms, reason }: RecordedResult): Line => {
  const id = check.startsWith(`${category}/`) ? check.slice(category.length) : check;
  const letter = verdict.charAt(0);
  if (reason !== undefined) return [id, letter, ms ?? null, reason];
  return ms === undefined ? [id, letter] : [id, letter, ms];
};

export const compactRun = ({ category, tookMs, results }: RunRecord): CompactRun => ({
  ms: tookMs,
  of: results.map((result) => line(category, result)),
});

const result = (category: string, [id, letter, ms, reason]: Line): RecordedResult => ({
  check: id.startsWith('/') ? category + id : id,
  verdict: verdicts.find((verdict) => verdict.startsWith(letter)) ?? 'unknown',
  ...(typeof ms === 'number' ? { ms } : {}),
  ...(reason === undefined ? {} : { reason }),
});

export const readRun = (key: Pick<RunRecord, 'category' | 'vantage' | 'scheduled'>, { ms, of }: CompactRun): RunRecord => ({
  ...key,
  tookMs: ms,
  results: of.map((each) => result(key.category, each)),
});
