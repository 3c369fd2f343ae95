import type { Answerer } from '../../checks/answerer.ts';
import { answererNames } from '../../checks/answered-by.ts';
import type { Reason } from '../../checks/reason.ts';
import type { Seen } from '../seen.ts';
import { fact, type Fact } from './fact.ts';
import type { Facts } from './facts.ts';

/** Whether it looked, and could tell. */
export const tells = ({ verdict }: Seen): boolean => verdict === 'pass' || verdict === 'fail';

const one = (facts: Facts, id: string): readonly Seen[] => {
  const check = facts.check(id);
  return check !== undefined && tells(check) ? [check] : [];
};

/** What it saw, in a few words for people. */
export const wordsOf = ({ name, detail, status, answeredBy }: Seen): string => {
  if (detail !== '') return `${name}: ${detail}`;
  return status === undefined ? `${name}: passes` : `${name}: ${status} from ${answererNames[answeredBy ?? 'unknown']}`;
};

/** Whether what the check saw is so, by what it saw. Nothing is known of one that was skipped, blocked or could not tell. */
export const check = (facts: Facts, id: string, is: (seen: Seen) => boolean): Fact => {
  const seen = one(facts, id);
  return fact(seen.some(is), seen.map(wordsOf).join(), seen);
};

export const passes = (facts: Facts, id: string): Fact => check(facts, id, ({ verdict }) => verdict === 'pass');

export const failsBy = (facts: Facts, id: string, reasons: readonly Reason[]): Fact =>
  check(facts, id, ({ verdict, reason }) => verdict === 'fail' && reason !== undefined && reasons.includes(reason));

/** Whether this status came, and from whom. */
export const answered = (facts: Facts, id: string, statuses: readonly number[], by: readonly Answerer[]): Fact =>
  check(facts, id, (seen) => isAnswer(seen, statuses, by));

export const isAnswer = ({ status, answeredBy = 'unknown' }: Seen, statuses: readonly number[], by: readonly Answerer[]): boolean =>
  status !== undefined && statuses.includes(status) && by.includes(answeredBy);

/** Whether a check fails with words like these, its own or the target's. */
export const saysLike = (facts: Facts, id: string, pattern: RegExp): Fact =>
  check(facts, id, ({ verdict, detail, excerpt }) => verdict === 'fail' && (pattern.test(detail) || pattern.test(excerpt)));
