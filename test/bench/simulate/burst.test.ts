import { expect, test } from 'vitest';
import { burst } from '../../../bench/simulate/burst.ts';
import type { Failure } from '../../../bench/simulate/weather.ts';
import { aCheck } from '../../fixtures/results.ts';

const offsets = [4_000, 11_000, 21_000, 33_000];
const check = aCheck('a', { timeoutMs: 5_000 });
const refused: Failure = { reason: 'connect-refused' };
const silent: Failure = { reason: 'header-timeout' };

/** Fails what begins before that moment. */
const until = (end: number, failure: Failure) => (at: number) => (at < end ? failure : undefined);

test('a check that passes at first is done at once', () => {
  expect(burst(check, () => undefined, 60_000, 60_200, offsets)).toMatchObject({ endedAt: 60_260, result: { verdict: 'pass', attempts: 1 } });
});

test('a check is probed again at the offsets from the beginning of the run until it passes', () => {
  expect(burst(check, until(70_000, refused), 60_000, 60_200, offsets))
    .toMatchObject({ endedAt: 71_060, result: { verdict: 'pass', attempts: 3, afterRetry: true } });
});

test('a check that never passes fails after the last offset, as it failed', () => {
  expect(burst(check, () => refused, 60_000, 60_200, offsets))
    .toMatchObject({ endedAt: 93_060, result: { verdict: 'fail', attempts: 5, reason: 'connect-refused' } });
});

test('offsets that a time-out outlasts are left out', () => {
  expect(burst(check, () => silent, 0, 200, offsets)).toMatchObject({ endedAt: 38_000, result: { verdict: 'fail', attempts: 4 } });
});
