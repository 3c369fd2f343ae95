import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { phases } from '../../../../shared/checks/observation.ts';
import { Stopwatch } from '../../../../shared/probes/dial/stopwatch.ts';

/** A clock that reads out what it is given. */
const reading = (...times: readonly number[]) => {
  const left = [...times];
  return () => left.shift() ?? Number.NaN;
};

test('each moment from the first mark to the stop belongs to one phase', () => {
  const stopwatch = new Stopwatch(reading(100, 103, 110));
  stopwatch.enter('dns');
  stopwatch.enter('connect');
  expect(stopwatch.stop()).toEqual({ phases: { dns: 3, connect: 7 }, totalMs: 10 });
});

test('a phase that is entered again goes on', () => {
  const stopwatch = new Stopwatch(reading(0, 1, 3, 6, 10));
  for (const phase of ['connect', 'body', 'connect', 'body'] as const) stopwatch.enter(phase);
  expect(stopwatch.stop()).toEqual({ phases: { connect: 4, body: 6 }, totalMs: 10 });
});

test('what happens after the stop is not measured', () => {
  const stopwatch = new Stopwatch(reading(0, 5, 9, 12));
  stopwatch.enter('dns');
  const timings = stopwatch.stop();
  stopwatch.enter('connect');
  expect(stopwatch.stop()).toEqual(timings);
});

const whole = (ms: number) => Number(ms.toFixed(3)) === ms;

test('the phases are whole microseconds and add up to the total, whatever the clock says', () => {
  const times = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 7, maxLength: 7 }).map((each) => each.sort((a, b) => a - b));
  fc.assert(fc.property(times, (read) => {
    const stopwatch = new Stopwatch(reading(...read));
    for (const phase of phases) stopwatch.enter(phase);
    const { phases: timings, totalMs } = stopwatch.stop();
    const all = Object.values(timings);
    expect([...all, totalMs].every(whole)).toBe(true);
    expect(all.reduce((sum, ms) => sum + Math.round(ms * 1_000), 0)).toBe(Math.round(totalMs * 1_000));
  }));
});
