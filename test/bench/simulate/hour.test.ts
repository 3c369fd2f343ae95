import { expect, test } from 'vitest';
import { outages, unavailable } from '../../../bench/simulate/faults/outages.ts';
import { measure } from '../../../bench/simulate/measure.ts';
import { platform } from '../../../bench/simulate/platform.ts';
import { simulate } from '../../../bench/simulate/simulate.ts';
import type { Trouble } from '../../../bench/simulate/weather.ts';
import type { Check } from '../../../shared/checks/check.ts';

const minute = 60_000;
const hour = { checks: platform, random: () => 0, days: 1 / 24 };
const [from, to] = [10 * minute + 20_000, 20 * minute + 20_000];
const dead: Trouble = { kind: 'dead', services: ['mlflow'], from, to, mustBeTold: true };

const lastingTenMinutes = (strikes: (check: Check) => boolean) => {
  const { fault, troubles } = outages([{ from, to, strikes, failure: unavailable }], [dead]);
  return measure(simulate({ ...hour, fault }), troubles);
};

/*
 * By hand: the run of 00:11 is the first that begins within it, and fails to its end at 00:11:33.06. That of 00:20 passes at its fourth attempt,
 * at 00:20:21; with those of 00:21 and 00:22 it is well, and has been for three runs at 00:24, when the first category is done after 60 ms.
 */
test('a service dead from 00:10:20 to 00:20:20 is told at the end of the first run that fails, and that it is over in the third run well', () => {
  expect(lastingTenMinutes(({ service }) => service === 'mlflow')).toEqual({
    falsePages: { critical: 0, warning: 0 }, messages: 2,
    troubles: [{ kind: 'dead', mustBeTold: true, detectedMs: 73_060, resolvedMs: 220_060, messages: 2, reminders: 0 }],
  });
});

/* By hand: as above, but certain only when the run of 00:12 fails, too. */
test('a single check that fails is told a run later', () => {
  expect(lastingTenMinutes(({ id }) => id === 'endpoints/mlflow-get').troubles).toEqual([
    { kind: 'dead', mustBeTold: true, detectedMs: 133_060, resolvedMs: 220_060, messages: 2, reminders: 0 },
  ]);
});

test('what only warns is told nobody, which is a miss where it should have been', () => {
  expect(lastingTenMinutes(({ id }) => id === 'infrastructure/mlflow-ecs')).toEqual({
    falsePages: { critical: 0, warning: 0 }, messages: 0, troubles: [{ kind: 'dead', mustBeTold: true, messages: 0, reminders: 0 }],
  });
});

test('what is told of a service that was well is false, by its severity', () => {
  expect(lastingTenMinutes(({ service }) => service === 'auth').falsePages).toEqual({ critical: 1, warning: 0 });
  expect(lastingTenMinutes(({ id }) => id === 'endpoints/auth-get').falsePages).toEqual({ critical: 0, warning: 1 });
});
