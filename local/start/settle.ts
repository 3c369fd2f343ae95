import type { CategoryName } from '../../shared/platform/category.ts';
import type { Stage } from './stage.ts';

/** No verdict needs more runs than this: a failure is certain after two. */
const mostRuns = 3;

/** Categories with a check that failed once: its next run tells whether that was chance. */
const uncertain = async ({ store }: Stage): Promise<readonly CategoryName[]> =>
  (await store.states()).filter(({ checks }) => checks.some(({ state }) => state.state === 'soft')).map(({ category }) => category);

/** Runs each category as often as its verdicts need. `again` is told before what failed is checked once more. */
export const settle = async (stage: Stage, again: () => void = () => {}): Promise<void> => {
  let due: readonly CategoryName[] = stage.categories;
  for (let runs = 0; runs < mostRuns && due.length > 0; runs += 1) {
    if (runs > 0) again();
    // The first by itself: infrastructure's message names everything that is down.
    const [first, ...others] = stage.categories.filter((each) => due.includes(each));
    if (first !== undefined) await stage.call(first, Date.now());
    await Promise.all(others.map((category) => stage.call(category, Date.now())));
    due = await uncertain(stage);
  }
};
