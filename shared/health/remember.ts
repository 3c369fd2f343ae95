import type { Check } from '../checks/check.ts';
import type { Result } from '../checks/result.ts';
import type { CategoryState, Remembered } from './category-state.ts';
import { nextCheckState } from './check-state.ts';

const tells = (result: Result): boolean => result.verdict === 'pass' || result.verdict === 'fail' || result.verdict === 'blocked';

/** Folds a run's results into what was remembered of the same checks. Checks that are no longer described are forgotten. */
export const remember = (
  run: Pick<CategoryState, 'category' | 'vantage' | 'everyMs'> & { readonly scheduled: number },
  checks: readonly Check[],
  results: readonly Result[],
  previous: CategoryState | undefined,
): CategoryState => {
  const { category, vantage, everyMs, scheduled } = run;
  const before = new Map(previous?.checks.map((check) => [check.result.check, check]));
  const about = new Map(checks.map((check) => [check.id, check]));
  const fold = (result: Result): Remembered[] => {
    const check = about.get(result.check);
    if (check === undefined) return [];
    const known = tells(result) ? scheduled : before.get(check.id)?.knownAt;
    return [{
      name: check.name, service: check.service, severity: check.severity, role: check.role,
      ...(check.metric === undefined ? {} : { metric: check.metric }),
      result,
      state: nextCheckState(before.get(check.id)?.state, result, scheduled),
      ...(known === undefined ? {} : { knownAt: known }),
    }];
  };
  return { category, vantage, everyMs, lastRun: scheduled, checks: results.flatMap(fold) };
};
