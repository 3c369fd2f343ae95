import type { CategoryState, Remembered } from '../health/category-state.ts';
import { isBad } from '../health/check-state.ts';
import type { Failed } from '../checks/result.ts';

/** A check that fails, as it was last seen. */
export interface Failing extends Pick<Remembered, 'name' | 'service' | 'severity' | 'role' | 'state'> {
  readonly result: Failed;
}

/** What must be refused and was let in is told before everything else. */
const rank = ({ result, state, severity, role }: Failing): number =>
  (result.reason === 'let-in' ? -8 : 0) + (isBad(state) ? 0 : 4) + (role === 'readiness' ? 0 : 2) + (severity === 'critical' ? 0 : 1);

/** The failing checks, the worst first. */
export const failingChecks = (states: readonly CategoryState[]): readonly Failing[] => states
  .flatMap(({ checks }) => checks.flatMap(({ result, ...check }): readonly Failing[] => (result.verdict === 'fail' ? [{ ...check, result }] : [])))
  .toSorted((a, b) => rank(a) - rank(b));
