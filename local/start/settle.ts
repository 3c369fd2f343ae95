import type { CategoryState } from '../../shared/health/category-state.ts';
import type { CategoryName } from '../../shared/platform/category.ts';
import type { Stage } from './stage.ts';

/** No verdict needs more runs than this: a failure is certain after two. */
const mostRuns = 3;

/** A check failed once: the next run tells whether that was chance. */
const isSoft = ({ checks }: CategoryState): boolean => checks.some(({ state }) => state.state === 'soft');

/** Categories that have not yet told for certain what is so since then (epoch milliseconds): a run that began before does not count. */
export const untold = async ({ store, categories }: Stage, since: number): Promise<readonly CategoryName[]> => {
  const told = (await store.states()).filter((state) => state.lastRun >= since && !isSoft(state)).map(({ category }) => category);
  return categories.filter((category) => !told.includes(category));
};

export interface Settling {
  /** Checks a category, and resolves when that has ended. */
  readonly run: (category: CategoryName) => Promise<unknown>;
  /** Those that are checked at first; all unless given. */
  readonly due?: readonly CategoryName[];
  /** Told before what failed is checked once more. */
  readonly again?: () => void;
  /** Whether nobody wants to know any more: then nothing more is begun. */
  readonly isGivenUp?: () => boolean;
}

/** Runs categories as often as their verdicts need. */
export const settle = async ({ store, categories }: Stage, { run, due: first = categories, again, isGivenUp = () => false }: Settling): Promise<void> => {
  let due = first;
  for (let runs = 0; runs < mostRuns && due.length > 0; runs += 1) {
    if (runs > 0) again?.();
    // The first by itself: infrastructure's message names everything that is down.
    const inOrder = categories.filter((each) => due.includes(each));
    for (const together of [inOrder.slice(0, 1), inOrder.slice(1)]) {
      await Promise.all(together.map(run));
      if (isGivenUp()) return;
    }
    due = (await store.states()).filter(isSoft).map(({ category }) => category);
  }
};
