import { expect, test } from 'vitest';
import { blips } from '../../../bench/simulate/faults/blips.ts';
import { incidents } from '../../../bench/simulate/faults/incidents.ts';
import { noise } from '../../../bench/simulate/faults/noise.ts';
import { outages, unavailable } from '../../../bench/simulate/faults/outages.ts';
import { platform } from '../../../bench/simulate/platform.ts';
import { randomFrom } from '../../../bench/simulate/random.ts';
import { together, type Fault } from '../../../bench/simulate/weather.ts';
import { aCheck } from '../../fixtures/results.ts';

const check = aCheck('a');
const seconds = (fault: Fault, days: number) => Array.from({ length: days * 86_400 }, (_, second) => second).filter((second) => fault(check, 0, second * 1_000) !== undefined);

test('chance is the same for the same question, another for another, and even', () => {
  const [one, other] = [randomFrom(1), randomFrom(2)];
  const many = Array.from({ length: 100_000 }, (_, index) => one(index * 60_000, index % 65));
  expect(one(60_000, 3)).toBe(randomFrom(1)(60_000, 3));
  expect(new Set([one(60_000, 3), one(60_000, 4), one(60_001, 3), other(60_000, 3)]).size).toBe(4);
  const tenths = Array.from({ length: 10 }, (_, tenth) => many.filter((each) => Math.floor(10 * each) === tenth).length);
  // Ten standard deviations are 949.
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(949);
});

test('noise fails its share of the attempts, of each check by itself', () => {
  const { fault, troubles } = noise(0.05, randomFrom(1));
  expect(troubles).toEqual([]);
  const failed = (index: number) => Array.from({ length: 20_000 }, (_, at) => fault(check, index, at) !== undefined);
  const [one, other] = [failed(0), failed(1)];
  // Of each 1000 ± 31, of both at once 50 ± 7.
  expect(Math.abs(one.filter(Boolean).length - 1_000)).toBeLessThan(200);
  expect(Math.abs(one.filter((each, at) => each && other[at] === true).length - 50)).toBeLessThan(40);
});

test('there are two blips a day, none longer than thirty seconds', () => {
  const struck = seconds(blips(10, randomFrom(1)).fault, 10);
  const lengths = struck.reduce<number[]>((all, second, index) => (second === (struck[index - 1] ?? -2) + 1 ? [...all.slice(0, -1), (all.at(-1) ?? 0) + 1] : [...all, 1]), []);
  expect(lengths.length).toBeGreaterThanOrEqual(18);
  expect(lengths.length).toBeLessThanOrEqual(20);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(30);
});

test('twenty incidents in thirty days last from three minutes to six hours, overlap nowhere and are of every kind', () => {
  const { troubles } = incidents(platform, { count: 20, everyMinutes: 2_160, lengths: [3, 360] }, randomFrom(1));
  const lengths = troubles.map(({ from, to }) => (to - from) / 60_000).toSorted((a, b) => a - b);
  expect([troubles.length, lengths[0], lengths.at(-1)]).toEqual([20, 3, 360]);
  for (const [index, { from }] of troubles.entries()) expect(from - (troubles[index - 1]?.to ?? -Infinity)).toBeGreaterThanOrEqual(60 * 60_000);
  expect(new Set(troubles.map(({ kind }) => kind)).size).toBe(4);
  expect(Math.max(...troubles.map(({ to }) => to))).toBeLessThan(30 * 86_400_000);
});

test('an outage strikes from its first millisecond up to its end, only what it strikes; the first weather decides how', () => {
  const one = outages([{ from: 59_000, to: 61_000, strikes: ({ id }) => id === 'a', failure: unavailable }], []);
  const both = together([one, { fault: () => ({ reason: 'slow' }), troubles: [] }]);
  expect([58_999, 59_000, 60_999, 61_000].map((at) => both.fault(check, 0, at)?.reason)).toEqual(['slow', 'status', 'status', 'slow']);
  expect(one.fault(aCheck('b'), 0, 60_000)).toBeUndefined();
});
