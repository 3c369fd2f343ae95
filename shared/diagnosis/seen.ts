import type { Answerer } from '../checks/answerer.ts';
import type { Facts as Told } from '../checks/observation.ts';
import type { Reason } from '../checks/reason.ts';
import type { Result } from '../checks/result.ts';
import type { CategoryState, Remembered } from '../health/category-state.ts';
import type { Role } from '../checks/check.ts';
import type { CategoryName } from '../platform/category.ts';
import { askedBy, type Asked } from './asked.ts';

/** What a check saw, as rules look at it. Times are epoch milliseconds. */
export interface Seen {
  readonly id: string;
  readonly name: string;
  readonly category: CategoryName;
  readonly service: string;
  readonly role: Role;
  readonly asked: Asked;
  readonly verdict: Result['verdict'];
  readonly reason?: Reason;
  readonly status?: number;
  readonly answeredBy?: Answerer;
  /** Of a result that did not pass: what was expected and what was seen. */
  readonly detail: string;
  /** The beginning of what the target said. */
  readonly excerpt: string;
  readonly told: Told;
  /** The check whose failure blocks this one. */
  readonly prerequisite?: string;
  /** Scheduled time of the run. */
  readonly at: number;
  /** Of one that fails: the first of its failed runs. */
  readonly since?: number;
}

/** Intervals after which what was seen is no longer known. */
const freshIntervals = 1.5;

/** Requests of one check over one connection tell who answered in their sentence only. */
const stepAnswer = /\((\d{3}) from the (load balancer|application)\)/;
const answererOf = { 'load balancer': 'load-balancer', 'application': 'application' } as const;

const answerOf = (result: Result): Pick<Seen, 'status' | 'answeredBy'> => {
  if ('status' in result && result.status !== undefined) {
    return { status: result.status, ...(result.answeredBy === undefined ? {} : { answeredBy: result.answeredBy }) };
  }
  const [, status, by] = result.verdict === 'fail' ? stepAnswer.exec(result.detail) ?? [] : [];
  return by === 'load balancer' || by === 'application' ? { status: Number(status), answeredBy: answererOf[by] } : {};
};

const seenBy = ({ category, lastRun }: CategoryState) => ({ name, service, role, result, state }: Remembered): Seen => ({
  id: result.check, name, category, service, role, asked: askedBy(result.check), verdict: result.verdict, at: lastRun,
  ...(result.verdict === 'pass' ? {} : { reason: result.reason }),
  ...answerOf(result),
  detail: result.verdict === 'pass' ? '' : result.detail,
  excerpt: 'excerpt' in result ? result.excerpt ?? '' : '',
  told: 'facts' in result ? result.facts ?? {} : {},
  ...(result.verdict === 'blocked' ? { prerequisite: result.prerequisite } : {}),
  ...(result.verdict === 'fail' ? { since: state.state === 'ok' ? lastRun : state.since } : {}),
});

/** As most vantages that can tell see it; the newest of those. */
const mostly = (seen: readonly Seen[]): readonly Seen[] => {
  const newest = seen.toSorted((a, b) => b.at - a.at);
  const failing = newest.filter(({ verdict }) => verdict === 'fail');
  const telling = newest.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
  const chosen = 2 * failing.length > telling.length ? failing[0] : telling.find(({ verdict }) => verdict === 'pass') ?? newest[0];
  return chosen === undefined ? [] : [chosen];
};

/** Every check once, with what it saw lately; what is older than one and a half intervals of its category is left out. `at` is epoch milliseconds. */
export const seenLately = (states: readonly CategoryState[], at: number): readonly Seen[] => {
  const fresh = states.filter(({ lastRun, everyMs }) => at - lastRun <= freshIntervals * everyMs);
  const all = fresh.flatMap((state) => state.checks.map(seenBy(state)));
  return [...Map.groupBy(all, ({ id }) => id).values()].flatMap(mostly);
};
