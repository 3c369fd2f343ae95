import type { Answerer } from '../../checks/answerer.ts';
import { answererNames } from '../../checks/answered-by.ts';
import type { Reason } from '../../checks/reason.ts';
import type { Seen } from '../seen.ts';
import { fact, type Fact } from './fact.ts';
import type { Facts } from './facts.ts';
import { isAnswer, tells } from './of-check.ts';

const someOf = (facts: Facts, host: string, is: (seen: Seen) => boolean, words: (count: string) => string): Fact => {
  const known = facts.at(host).filter(tells);
  const those = known.filter(is);
  return fact(those.length > 0, words(`${those.length} of ${known.length} checks of the ${host} host`), those.length > 0 ? those : known);
};

/** Whether some request to the host got this status from this answerer. */
export const gets = (facts: Facts, host: string, status: number, by: Answerer): Fact =>
  someOf(facts, host, (seen) => isAnswer(seen, [status], [by]), (count) => `${count} got ${status} from ${answererNames[by]}`);

/** What the load balancer says where nobody behind it answers; another page was described in one of its rules. */
const ownPage = /^$|Service (?:Temporarily )?Unavailable/i;

/** Whether the load balancer said in its own words that there is no target. */
export const getsNoTarget = (facts: Facts, host: string): Fact =>
  someOf(facts, host, (seen) => isAnswer(seen, [503], ['load-balancer']) && ownPage.test(seen.excerpt), (count) => `${count} got 503 from the load balancer`);

/** Whether the load balancer answered with a page of somebody's own, as one about maintenance. */
export const getsFixedPage = (facts: Facts, host: string): Fact =>
  someOf(facts, host, (seen) => isAnswer(seen, [200, 503], ['load-balancer']) && (seen.status === 200 || !ownPage.test(seen.excerpt)),
    (count) => `${count} got a page from the load balancer that is not its own`);

const behind: readonly Answerer[] = ['application', 'mlflow'];

/** Whether somebody behind the load balancer answered some request to the host, whatever it said. */
export const isAnsweredBehind = (facts: Facts, host: string): Fact =>
  someOf(facts, host, ({ status, answeredBy }) => status !== undefined && answeredBy !== undefined && behind.includes(answeredBy),
    (count) => `${count} were answered by an application`);

/** Whether some request to the host ended in one of these ways; in the words of the first. */
export const endsBy = (facts: Facts, host: string, reasons: readonly Reason[]): Fact => {
  const ended = facts.at(host).filter(({ verdict, reason }) => verdict === 'fail' && reason !== undefined && reasons.includes(reason));
  const [first] = ended;
  return someOf(facts, host, (seen) => ended.includes(seen), (count) => (first === undefined ? count : `${count}: ${first.detail}`));
};
