import { describe, expect, test } from 'vitest';
import { duration } from '../../../../shared/checks/expectations/duration.ts';
import { observed, refused } from '../../../fixtures/observation.ts';
import { fault, idle, judged, met } from './expect.ts';

describe('duration', () => {
  test.each([
    ['800ms', 800, true], ['800ms', 800.01, false], ['1.5s', 1500, true], ['1m', 60_001, false],
  ])('max %s judges %d ms as %j', (max, totalMs, ok) => {
    expect(met(duration, { max }, observed({ totalMs }))).toBe(ok);
  });

  test('says how long it took', () => {
    expect(judged(duration, { max: '1s' }, observed({ totalMs: 1000.2 })))
      .toEqual(['not met: an answer within 1000 ms | one after 1001 ms']);
  });

  test('is not met by a failure, however quick', () => {
    expect(met(duration, { max: '1s' }, refused)).toBe(false);
  });

  test('can never fail when the check ends before by its time-out', () => {
    const check = { timeoutMs: 5000, settings: {} };
    expect(idle(duration, { max: '4999ms' }, check)).toBeUndefined();
    for (const max of ['5s', '10s']) expect(idle(duration, { max }, check)).toBe('the time-out ends the check after 5s');
  });

  test.each([{}, { max: 5 }, { max: '0ms' }, { max: 'soon' }])('refuses %j', (written) => {
    expect(fault(duration, written)).toBeTypeOf('string');
  });
});
