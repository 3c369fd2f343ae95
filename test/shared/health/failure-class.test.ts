import { expect, it } from 'vitest';
import { failureClass, failureClasses, isWorse, type FailureClass } from '../../../shared/health/failure-class.ts';
import type { Failed } from '../../../shared/checks/result.ts';
import { failed } from '../../fixtures/results.ts';

it.each<[Partial<Failed>, FailureClass]>([
  [{ reason: 'json', status: 200 }, 'expectation'],
  [{ reason: 'slow', status: 200 }, 'expectation'],
  [{ reason: 'tasks' }, 'expectation'],
  [{ status: 404, answeredBy: 'application' }, 'refused by application'],
  [{ status: 502, answeredBy: 'application' }, 'application error'],
  [{ status: 503, answeredBy: 'load-balancer' }, 'load-balancer error'],
  [{ reason: 'header-timeout' }, 'time-out'],
  [{ reason: 'body-timeout', status: 200 }, 'time-out'],
  [{ reason: 'connect-refused' }, 'no connection'],
  [{ reason: 'dns-not-found' }, 'name not found'],
])('%o is %s', (changes, expected) => {
  expect(failureClass(failed('a', changes))).toBe(expected);
});

it('the classes are in the order of how bad they are', () => {
  const [mildest, ...worse] = failureClasses;
  expect(worse.every((each) => isWorse(each, mildest) && !isWorse(mildest, each))).toBe(true);
  expect(isWorse(mildest, mildest)).toBe(false);
});
