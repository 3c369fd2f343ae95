import type { CategoryState } from '../../shared/health/category-state.ts';
import type { CheckState } from '../../shared/health/check-state.ts';
import { headlineStates } from '../../shared/health/headline.ts';
import type { CategoryName } from '../../shared/platform/category.ts';
import type { Stage } from './stage.ts';

/**
 * A failure is certain after two runs, as a worse one is, a recovery after three. On a busy machine one of them may tell something else in between;
 * what turns all the time is not waited for.
 */
const mostRuns = 6;

/** The next run may tell that it was chance: it failed, failed worse or passed, and not often enough yet. */
const isPending = (state: CheckState): boolean =>
  state.state === 'soft' || (state.state === 'hard' && (state.worse !== undefined || state.good !== undefined));

const hasPending = ({ checks }: CategoryState): boolean => checks.some(({ state }) => isPending(state));

type Remembering = Pick<Stage, 'store' | 'categories'>;

/** Categories whose next run may change what is judged: of a check, or whether a drop of the score or a cause that was seen once is told. */
const pending = async ({ store }: Remembering): Promise<readonly CategoryName[]> => {
  const [states, evaluation] = await Promise.all([store.states(), store.evaluation()]);
  const dropped = evaluation?.baseline?.suspected === undefined ? [] : headlineStates(states);
  const suspected = evaluation?.incident?.suspected === undefined ? [] : states;
  return [...states.filter(hasPending), ...dropped, ...suspected].map(({ category }) => category);
};

/** Categories that have not yet told for certain what is so since then (epoch milliseconds): a run that began before does not count. */
export const untold = async (stage: Remembering, since: number): Promise<readonly CategoryName[]> => {
  const [states, uncertain] = await Promise.all([stage.store.states(), pending(stage)]);
  const told = states.filter(({ lastRun }) => lastRun >= since).map(({ category }) => category);
  return stage.categories.filter((category) => !told.includes(category) || uncertain.includes(category));
};

export interface Settling {
  /** Checks a category, and resolves when that has ended. */
  readonly run: (category: CategoryName) => Promise<unknown>;
  /** Those that are checked at first; all unless given. */
  readonly due?: readonly CategoryName[];
  /** Told before what is not certain is checked once more. */
  readonly again?: () => void;
  /** Whether nobody wants to know any more: then nothing more is begun. */
  readonly isGivenUp?: () => boolean;
}

/** Runs categories as often as their verdicts need. That an incident is over takes its time by the clock, for which nothing here waits. */
export const settle = async (stage: Remembering, { run, due: first = stage.categories, again, isGivenUp = () => false }: Settling): Promise<void> => {
  let due = first;
  for (let runs = 0; runs < mostRuns && due.length > 0; runs += 1) {
    if (runs > 0) again?.();
    // The first by itself: infrastructure's message names everything that is down.
    const inOrder = stage.categories.filter((each) => due.includes(each));
    for (const together of [inOrder.slice(0, 1), inOrder.slice(1)]) {
      await Promise.all(together.map(run));
      if (isGivenUp()) return;
    }
    due = await pending(stage);
  }
};
