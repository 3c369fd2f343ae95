import { firstEvaluation } from '../../shared/alerts/evaluation.ts';
import { nextEvaluation } from '../../shared/alerts/next-evaluation.ts';
import type { CategoryState } from '../../shared/health/category-state.ts';
import type { CategoryName } from '../../shared/platform/category.ts';
import { measurements } from '../../shared/report/measurements.ts';
import { aPolicy } from '../fixtures/alerts.ts';
import type { Measured } from './alarm.ts';

/** A run as it comes, seconds: how late it begins, and how long it takes until it is recorded. */
export interface Run {
  readonly lateS: number;
  readonly takesS: number;
}

export interface Schedule {
  /** Seconds between two runs, by category, of which the most frequent measures. */
  readonly everyS: Readonly<Partial<Record<CategoryName, number>>>;
  readonly publisher: CategoryName;
  /** When, after a full interval, a category's runs are due: seconds. EventBridge keeps to no full minute. */
  readonly phaseS: (category: CategoryName) => number;
  /** The nth run of a category; undefined: it does not come. */
  readonly run: (category: CategoryName, n: number) => Run | undefined;
  readonly toS: number;
}

/** What is measured of a metric when categories run as scheduled, by what the product itself measures. */
export const measuredBy = (metric: string, { everyS, publisher, phaseS, run, toS }: Schedule): readonly Measured[] => {
  const runs = (Object.entries(everyS) as [CategoryName, number][]).flatMap(([category, every]) =>
    Array.from({ length: Math.ceil(toS / every) }, (_, n) => n).flatMap((n) => {
      const comes = run(category, n);
      const scheduled = n * every + phaseS(category);
      return comes === undefined ? [] : [{ category, every, scheduled, at: scheduled + comes.lateS + comes.takesS }];
    })).toSorted((a, b) => a.at - b.at);
  const states = new Map<CategoryName, CategoryState>();
  const schedule = Object.fromEntries(Object.entries(everyS).map(([category, every]) => [category, every * 1000]));
  let evaluation = firstEvaluation;
  return runs.flatMap(({ category, every, scheduled, at }): readonly Measured[] => {
    const isFirst = !states.has(category);
    states.set(category, { category, vantage: 'main', lastRun: scheduled * 1000, everyMs: every * 1000, checks: [] });
    // Of all that is judged only which categories are awaited bears on what is measured here.
    if (isFirst) evaluation = nextEvaluation(evaluation, [...states.values()], aPolicy({ audiences: {}, schedule }), scheduled * 1000, at * 1000);
    if (category !== publisher) return [];
    const data = measurements({ evaluation, states: [...states.values()], audiences: [], schedule, undelivered: 0, errors: 0, now: at * 1000 });
    return data.filter(({ name }) => name === metric).map(({ value }) => ({ at, value }));
  });
};
