import { expect, test } from 'vitest';
import { machineClock } from '../../../shared/runner/machine-clock.ts';

test('a sleep lasts at least as long as asked, by a time that never goes back', async () => {
  const began = machineClock.monotonic();
  await machineClock.sleep(20);
  // Timers count in whole milliseconds and may ring up to one early by a finer clock.
  expect(machineClock.monotonic() - began).toBeGreaterThanOrEqual(19);
});

test('a sleep ends at once when its signal is aborted, also if that was before', async () => {
  const controller = new AbortController();
  const sleep = machineClock.sleep(3_600_000, controller.signal);
  controller.abort();
  await expect(Promise.all([sleep, machineClock.sleep(3_600_000, controller.signal)])).resolves.toHaveLength(2);
});

test('a timer that was called off does not ring, and one set for longer than the machine can count does not ring at once', async () => {
  const rung: string[] = [];
  machineClock.timer(1, () => rung.push('called off'))();
  const cancel = machineClock.timer(2 ** 40, () => rung.push('in 35 years'));
  await new Promise<void>((resolve) => { machineClock.timer(5, resolve); });
  cancel();
  expect(rung).toEqual([]);
});
