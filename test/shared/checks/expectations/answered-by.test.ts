import { describe, expect, test } from 'vitest';
import { answeredBy } from '../../../../shared/checks/expectations/answered-by.ts';
import { answered, refused } from '../../../fixtures/observation.ts';
import { fault, idle, judged, met } from './expect.ts';

const balancer = answered({ status: 404, headers: [['server', 'awselb/2.0']] });

describe('answeredBy', () => {
  test.each([
    ['application', false], ['load-balancer', true], [['application', 'load-balancer'], true], [['mlflow', 'proxy'], false],
  ])('%j is %j', (written, ok) => {
    expect(met(answeredBy, written, balancer)).toBe(ok);
  });

  test('says in words who was expected and who answered', () => {
    expect(judged(answeredBy, ['application', 'mlflow'], balancer))
      .toEqual(['not met: an answer from the application or MLflow | 404 from the load balancer']);
    expect(judged(answeredBy, 'unknown', refused)).toEqual(['not met: an answer from an unknown server | no answer']);
  });

  test.each(['nginx', [[]], 1])('refuses %j', (written) => {
    expect(fault(answeredBy, written)).toBeTypeOf('string');
  });

  test('can never fail when everybody may answer', () => {
    expect(idle(answeredBy, ['load-balancer', 'proxy', 'application', 'mlflow', 'cdn', 'unknown'])).toBe('everybody may answer');
    expect(idle(answeredBy, ['load-balancer', 'unknown'])).toBeUndefined();
  });
});
