import { leastConfidence, type Cause } from './alerts/cause.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import type { CategoryState } from './health/category-state.ts';
import { isBad } from './health/check-state.ts';

/**
 * The causes that people may be told of: what explains a check that certainly fails, and is no fault of the checker's own. `at` is the scheduled
 * time of the run, epoch milliseconds.
 */
export const causesOf = (states: readonly CategoryState[], at: number): readonly Cause[] => {
  const certain = new Set(states.flatMap(({ checks }) => checks.flatMap(({ state, result }) => (isBad(state) ? [result.check] : []))));
  if (certain.size === 0) return [];
  return diagnose(states, at)
    .filter(({ rule, layer, confidence, explains }) =>
      rule !== 'UNEXPLAINED' && layer !== 'checker' && confidence >= leastConfidence && explains.some((id) => certain.has(id)))
    .map(({ id, title, confidence, explains }) => {
      const others = explains.filter((each) => each.includes(':'));
      return { id, title, confidence, ...(others.length > 0 && { explains: others }) };
    });
};
