import type { Check } from '../checks/check.ts';
import type { Result } from '../checks/result.ts';
import type { CategoryState, Remembered } from './category-state.ts';
import { firstFailed, isConfirmed, nextCheckState } from './check-state.ts';
import { withFirst } from './firsts.ts';
import { withFlapping } from './flapping.ts';

const tells = (result: Result): boolean => result.verdict === 'pass' || result.verdict === 'fail' || result.verdict === 'blocked';

/** What is remembered of a check after a run. */
const follow = (
  before: Remembered | undefined, { name, service, severity, role, metric }: Check, result: Result, around: Parameters<typeof nextCheckState>[2],
): Remembered => {
  const was = before?.state ?? { state: 'ok' };
  const { state, turns } = withFlapping(was, nextCheckState(was, result, around), before?.turns ?? [], around.at);
  const known = tells(result) ? around.at : before?.knownAt;
  // What fails for sure is no service that answers in part, and what was before says nothing of it afterwards.
  const firsts = result.verdict === 'skipped' || state.state === 'hard' ? '' : withFirst(before?.firsts ?? '', firstFailed(result));
  const remembered: { -readonly [Key in keyof Remembered]: Remembered[Key] } = { name, service, severity, role, result, state };
  if (metric !== undefined) remembered.metric = metric;
  if (known !== undefined) remembered.knownAt = known;
  if (firsts !== '') remembered.firsts = firsts;
  if (turns.length > 0) remembered.turns = turns;
  if (result.verdict === 'unknown') remembered.unknowns = (before?.unknowns ?? 0) + 1;
  return remembered;
};

/** Folds a run's results into what was remembered of the same checks. Checks that are no longer described are forgotten. */
export const remember = (
  run: Pick<CategoryState, 'category' | 'vantage' | 'everyMs'> & { readonly scheduled: number },
  checks: readonly Check[],
  results: readonly Result[],
  previous: CategoryState | undefined,
): CategoryState => {
  const { category, vantage, everyMs, scheduled } = run;
  const before = new Map<string, Remembered>();
  for (const check of previous?.checks ?? []) before.set(check.result.check, check);
  const about = new Map<string, Check>();
  for (const check of checks) about.set(check.id, check);
  const servicesOf = (some: readonly Result[]) => some.flatMap(({ check }) => about.get(check)?.service ?? []);
  const confirmed = servicesOf(results.filter(isConfirmed));
  const returning = new Set(servicesOf(results.filter((result) => result.verdict === 'pass' && firstFailed(result) === true)));
  const fold = (result: Result): readonly Remembered[] => {
    const check = about.get(result.check);
    if (check === undefined) return [];
    const together = confirmed.filter((service) => service === check.service).length;
    return [follow(before.get(check.id), check, result, { at: scheduled, everyMs, together, returning: returning.has(check.service) })];
  };
  return { category, vantage, everyMs, lastRun: scheduled, checks: results.flatMap(fold) };
};
