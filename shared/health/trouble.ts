import type { CategoryState } from './category-state.ts';
import { isWorse, type FailureClass } from './failure-class.ts';

/** What is certain of a service's failing checks. */
export interface Trouble {
  /** The worst of their classes. */
  readonly class?: FailureClass;
  /** Ids of those that flap. */
  readonly flapping: readonly string[];
}

export const noTrouble: Trouble = { flapping: [] };

/** The trouble of each service that has any, by the checks that bear on its state. */
export const troubles = (states: readonly CategoryState[]): ReadonlyMap<string, Trouble> => {
  const bearing = states.flatMap(({ checks }) => checks).filter(({ role }) => role !== 'warning');
  const bad = Map.groupBy(bearing.filter(({ state }) => state.state === 'hard' || state.state === 'flapping'), ({ service }) => service);
  return new Map([...bad].map(([service, checks]): readonly [string, Trouble] => {
    const classes = checks.flatMap(({ state }): readonly FailureClass[] => (state.state === 'hard' ? [state.class] : []));
    const [worst] = classes.toSorted((a, b) => (isWorse(a, b) ? -1 : Number(isWorse(b, a))));
    const flapping = [...new Set(checks.flatMap(({ state, result }) => (state.state === 'flapping' ? [result.check] : [])))].toSorted();
    return [service, { ...(worst !== undefined && { class: worst }), flapping }];
  }));
};
