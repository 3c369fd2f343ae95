import { expect, test } from 'vitest';
import { noise } from '../../../bench/simulate/faults/noise.ts';
import { unavailable } from '../../../bench/simulate/faults/outages.ts';
import { shares } from '../../../bench/simulate/faults/shares.ts';
import { incidents } from '../../../bench/simulate/faults/incidents.ts';
import { platform } from '../../../bench/simulate/platform.ts';
import { randomFrom } from '../../../bench/simulate/random.ts';
import { runScenario } from '../../../bench/simulate/run-scenario.ts';
import { scenarios } from '../../../bench/simulate/scenarios.ts';
import { simulate } from '../../../bench/simulate/simulate.ts';
import { table } from '../../../bench/simulate/table.ts';
import { missesOf } from '../../../bench/simulate/targets.ts';
import { together } from '../../../bench/simulate/weather.ts';
import type { Check } from '../../../shared/checks/check.ts';

test.each(scenarios)('a day of $name reaches its targets: nothing false is told, nothing is missed', (scenario) => {
  expect(missesOf(runScenario(scenario, 1, 1))).toEqual([]);
});

const often = incidents(platform, { count: 12, everyMinutes: 120, lengths: [3, 30] }, randomFrom(1));
const half = { rate: 0.5, strikes: ({ service }: Check) => service === 'registry', failure: unavailable, hours: 2, service: 'registry' };

test.each([
  ['incidents', 24, [often]],
  ['incidents and some noise', 24, [often, noise(0.005, randomFrom(2))]],
  ['much noise and a bad target', 2, [shares(1, half, randomFrom(4)), noise(0.05, randomFrom(2))]],
] as const)('leaving out what can change nothing changes nothing that is told of %s', (_, least, weathers) => {
  const day = { checks: platform, fault: together(weathers).fault, random: randomFrom(3), days: 1 };
  const told = simulate(day);
  expect(told.length).toBeGreaterThanOrEqual(least);
  expect(told).toEqual(simulate({ ...day, always: true }));
});

const figures = {
  scenario: 'some', falseCritical: 0, falseWarning: 0, missed: 0, messages: 8,
  kinds: [{ kind: 'dead service', count: 50, missed: 0, mustBeTold: true, detect: { median: 66, p95: 93 }, resolve: undefined, messages: 2, reminders: 0 }],
};

test('every target that is missed is said, and one that is just reached is not', () => {
  expect(missesOf(figures)).toEqual([]);
  const late = figures.kinds.map((each) => ({ ...each, detect: { median: 66.1, p95: 93 } }));
  expect(missesOf({ ...figures, falseWarning: 1, missed: 2, kinds: late })).toEqual([
    'some: 1 false pages', 'some: 2 missed', 'some: dead service: told after 66.1 s in the median, more than 66 s',
  ]);
});

test('the table has a line for each scenario and kind', () => {
  expect(table([figures]).split('\n').slice(2)).toEqual([
    'some                                      0       0        0        8',
    '  50 x dead service                                        0                  66 / 93               -      2.0               0.0',
  ]);
});
