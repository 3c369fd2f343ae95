/** What the simulation found wrong in the rules, each as small as it can be shown. */
import { expect, test } from 'vitest';
import { noise } from '../../../bench/simulate/faults/noise.ts';
import { outages, unavailable, type Outage } from '../../../bench/simulate/faults/outages.ts';
import { platform, smallServices } from '../../../bench/simulate/platform.ts';
import { randomFrom } from '../../../bench/simulate/random.ts';
import { simulate } from '../../../bench/simulate/simulate.ts';
import type { Fault } from '../../../bench/simulate/weather.ts';
import type { Check } from '../../../shared/checks/check.ts';
import { isPartial } from '../../../shared/health/firsts.ts';

const minute = 60_000;
const ofMlflow = ({ service }: Check): boolean => service === 'mlflow';
const oneOfMlflow = ({ id }: Check): boolean => id === 'endpoints/mlflow-get';

/** Bad from and to, in minutes. */
const told = (spells: readonly (readonly [number, number])[], strikes: (check: Check) => boolean): readonly string[] => {
  const all = spells.map(([from, to]): Outage => ({ from: from * minute - 10_000, to: to * minute - 10_000, strikes, failure: unavailable }));
  return simulate({ checks: platform, random: () => 0, days: 1 / 12, fault: outages(all, []).fault })
    .map(({ note, committedAt }) => `${Math.floor(committedAt / minute)} ${note.kind}`);
};

/** For 25 seconds from that minute on all of mlflow fails, and for twice as long what is unlucky. */
const momentOf = (from: number, isUnlucky: (check: Check) => boolean): Fault => (check, _, at) =>
  (ofMlflow(check) && at >= from * minute && at < from * minute + (isUnlucky(check) ? 50_000 : 25_000) ? unavailable : undefined);

test('a service that was dead for long does not seem to answer only partly once it is back', () => {
  expect(told([[11, 34]], ofMlflow)).toEqual(['11 opened', '38 resolved']);
});

test('a check that flaps, fails for six minutes and is well again flaps on: nobody is told that it is over and begins anew', () => {
  expect(told([[11, 14], [17, 20], [23, 29], [35, 38], [44, 47]], oneOfMlflow)).toEqual(['12 opened', '22 worsened', '52 reminder', '63 resolved']);
});

test('nobody is told that it is over while a check has failed again, which may not be certain yet', () => {
  expect(told([[11, 14], [17, 20]], oneOfMlflow)).toEqual(['12 opened', '22 worsened', '39 resolved']);
});

test('that a service flaps is told once, not for each of its checks and categories', () => {
  expect(told([[11, 14], [17, 20], [23, 26], [29, 32], [35, 38]], ofMlflow).filter((each) => each.endsWith('worsened'))).toHaveLength(1);
});

test('services of one to eight checks are not ill for a day in which every twentieth attempt fails by chance', () => {
  expect(simulate({ checks: smallServices, random: () => 0, days: 1, fault: noise(0.05, randomFrom(7)).fault })).toEqual([]);
});

test('a moment in which everything fails makes no chance a part that fails', () => {
  // A fifth of the attempts, in four runs: half of them in one.
  const byChance = Array.from({ length: 11 }, (_, index) => `.....x${['x...', '.x..', '..x.'][index % 3]}`);
  expect(isPartial(byChance, false)).toBe(false);
  // One bad target of two, since four runs.
  expect(isPartial(Array.from({ length: 11 }, (_, index) => `......${index % 2 === 0 ? 'x.x.' : '.x.x'}`), false)).toBe(true);
});

test('after a moment in which everything fails, what looks seldom and failed by chance once more is not certain either', () => {
  expect(simulate({ checks: platform, random: () => 0, days: 1 / 24, fault: momentOf(15, ({ id }) => id === 'routing/mlflow-own-path') })).toEqual([]);
});

test('two checks that fail to the end of a run in which others of their service come back are not certain yet', () => {
  const longer = new Set(['infrastructure/mlflow-api', 'infrastructure/mlflow-openapi']);
  expect(simulate({ checks: platform, random: () => 0, days: 1 / 24, fault: momentOf(11, ({ id }) => longer.has(id)) })).toEqual([]);
});
