import { duration as milliseconds, durationText } from '../../platform/units.ts';
import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { defineExpectation } from './expectation.ts';

const settings = (z: Zod) => z.strictObject({ max: milliseconds(z) });

/** The whole probe, from name resolution to the last byte. */
export const duration = defineExpectation<SettingsOf<typeof settings>>({
  settings,
  judges: ['time'],
  neverFails: ({ max }, { timeoutMs }) => (max < timeoutMs ? undefined : `the time-out ends the check after ${durationText(timeoutMs)}`),
  // How long the rest would have taken nobody knows.
  judge: ({ max }, { totalMs, failure }) => (failure?.partly === true ? [] : [{
    ok: failure === undefined && totalMs <= max,
    expected: `an answer within ${max} ms`,
    saw: failure === undefined ? `one after ${Math.ceil(totalMs)} ms` : 'no answer',
    reason: 'slow',
  }]),
});
