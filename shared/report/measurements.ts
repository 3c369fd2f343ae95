import type { Evaluation } from '../alerts/evaluation.ts';
import type { Policy } from '../alerts/policy.ts';
import type { CategoryState } from '../health/category-state.ts';
import { score } from '../health/score.ts';
import { headlineChecks } from '../health/headline.ts';
import type { CategoryName } from '../platform/category.ts';
import { own } from '../platform/own.ts';

/** One datum of a metric. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: 'Percent' | 'Count' | 'Seconds' | 'Milliseconds';
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** Categories whose score has a metric of its own; each metric costs. */
const scored: readonly CategoryName[] = ['infrastructure', 'authentication', 'registration'];
const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const count = (name: string, value: number): Measurement => ({ name, value, unit: 'Count' });
const percent = (name: string, percentage: number | null): Measurement[] => (percentage === null ? [] : [{ name, value: percentage, unit: 'Percent' }]);

/** The environment's metrics, about ten however many checks there are, from what everybody else reads too. `now` is epoch milliseconds. */
export const measurements = ({ evaluation, states, audiences, schedule, undelivered, errors, now }: {
  readonly evaluation: Evaluation;
  readonly states: readonly CategoryState[];
  /** Those that are described: nothing is expected of another one. */
  readonly audiences: readonly string[];
  /** The described categories, with the milliseconds between two runs. */
  readonly schedule: Policy['schedule'];
  /** Notes that still wait for them. */
  readonly undelivered: number;
  /** Problems of the checker itself. */
  readonly errors: number;
  readonly now: number;
}): readonly Measurement[] => {
  const results = states.flatMap((state) => state.checks.map((check) => check.result));
  const verdicts = (verdict: string) => results.filter((result) => result.verdict === verdict).length;
  const scores = states.filter((state) => scored.includes(state.category)).flatMap((state) =>
    percent(`${capitalised(state.category)}Score`, score(state.checks.map((check) => check.result)).percent));
  const asked = states.flatMap((state) => state.checks.filter((check) => check.metric).map(({ result }): Measurement =>
    ({ name: 'CheckPassed', value: result.verdict === 'pass' ? 1 : 0, unit: 'Count', dimensions: { Check: result.check } })));
  // In its own intervals: a category that runs every quarter of an hour is not late after a minute.
  // One that never ran is as old as it has been waited for.
  const never = (Object.entries(evaluation.awaited ?? {}) as [CategoryName, number][]).flatMap(([category, since]) =>
    (states.some((state) => state.category === category) ? [] : [(now - since) / (schedule[category] ?? Infinity)]));
  const ages = [...states.map((state) => (now - state.lastRun) / state.everyMs), ...never];
  return [
    ...percent('HealthScore', score(headlineChecks(states).map((check) => check.result)).percent),
    ...scores,
    count('FailedChecks', verdicts('fail')),
    count('BlockedChecks', verdicts('blocked')),
    count('UnknownChecks', verdicts('unknown')),
    count('ServicesDown', Object.values(evaluation.services).filter((service) => service.state === 'down').length),
    count('UndeliveredNotes', undelivered),
    count('RefusingAudiences', audiences.filter((audience) => own(evaluation.queues, audience)?.refused !== undefined).length),
    count('CheckerErrors', errors),
    ...(ages.length === 0 ? [] : [{ name: 'OldestStateAge', value: Math.round(100 * Math.max(...ages)) / 100, unit: 'Count' as const }]),
    ...asked,
  ];
};
