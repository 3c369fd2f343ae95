import type { CategoryState } from '../health/category-state.ts';
import { categoryNames } from '../platform/category.ts';
import type { Entry } from './report.ts';

/** What was last seen of every check, as a report tells it, from what the categories remember. */
export const entriesOfStates = (states: readonly CategoryState[]): readonly Entry[] =>
  states
    .toSorted((a, b) => categoryNames.indexOf(a.category) - categoryNames.indexOf(b.category))
    .flatMap(({ category, checks }) => checks.map(({ name, service, severity, result, state }): Entry => ({
      check: { id: result.check, name, category, service, severity },
      result,
      ...(state.state === 'ok' ? {} : { since: state.since }),
    })));
