import { expect, test } from 'vitest';
import { healthy, scriptedCheck } from '../../fixtures/scripted-kind.ts';
import { scriptedRun } from '../../fixtures/scripted-run.ts';

const checks = (count: number) => Array.from({ length: count }, (_, index) => scriptedCheck(`check-${index}`, [healthy]));

test('starts are a millisecond apart, so that one check does not wait inside the timings of another', async () => {
  const { run, kind } = scriptedRun();
  await run(checks(6));
  expect(kind.made.map(({ beganAt }) => beganAt)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('when the pace fell behind, four milliseconds of it are made up for at most', async () => {
  const { run, kind, clock } = scriptedRun();
  clock.timer(1, () => clock.block(20));
  await run(checks(9));
  expect(kind.made.map(({ beganAt }) => beganAt)).toEqual([0, 21, 21, 21, 21, 21, 22, 23, 24]);
});

test('having had nothing to do is no reason to hurry', async () => {
  const { run, kind } = scriptedRun();
  await run([scriptedCheck('first', [healthy]), ...checks(4).map((check) => ({ ...check, requires: ['first'] }))]);
  expect(kind.made.map(({ beganAt }) => beganAt)).toEqual([0, 50, 51, 52, 53]);
});
