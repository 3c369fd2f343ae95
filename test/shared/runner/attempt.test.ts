import { expect, test } from 'vitest';
import type { Observation } from '../../../shared/checks/observation.ts';
import { attempt } from '../../../shared/runner/attempt.ts';
import { fakeClock } from '../../fixtures/fake-clock.ts';
import { createSessions } from '../../../shared/runner/sessions.ts';

const answered: Observation = { phases: {}, totalMs: 0 };
const failed: Observation = { phases: {}, totalMs: 0, failure: { reason: 'header-timeout', phase: 'firstByte', detail: 'no answer' } };

/** An attempt of at most 500 ms at a target that answers after `answersMs`, while the event loop is held up for `stallMs` at once. */
const stalled = async (answersMs: number, stallMs: number, endAt = 60_000) => {
  const clock = fakeClock();
  const run = async ({ signal }: { readonly signal: AbortSignal }) => {
    clock.block(stallMs);
    await clock.sleep(answersMs, signal);
    return signal.aborted ? failed : answered;
  };
  const seen = await attempt({ target: { label: 'target' }, run }, 500, {
    clock, endAt, network: {}, credential: async () => { throw new Error('none is described'); }, session: createSessions(clock).session,
  });
  return { failure: seen.failure?.reason, at: clock.monotonic() };
};

test.each([
  ['an answer that came while the loop was busy is read', 100, 800, { failure: undefined, at: 900 }],
  ['no answer is a time-out, as much later as the loop was late', 5_000, 800, { failure: 'header-timeout', at: 1_100 }],
  ['what is late by little is not given back', 5_000, 510, { failure: 'header-timeout', at: 510 }],
  ['without a stall the time-out is as described', 5_000, 0, { failure: 'header-timeout', at: 500 }],
])('%s', async (_, answersMs, stallMs, expected) => {
  expect(await stalled(answersMs, stallMs)).toEqual(expected);
});

test('the end of the run is not moved', async () => {
  expect(await stalled(5_000, 800, 850)).toEqual({ failure: 'header-timeout', at: 850 });
});
