import { expect, test } from 'vitest';
import { broken, healthy, scriptedCheck, unreachable, type Step } from '../../fixtures/scripted-kind.ts';
import { scriptedRun } from '../../fixtures/scripted-run.ts';

const oneHost = { host: 'registry:443' };
const several = (ids: string, steps: readonly Step[], rest = {}) =>
  ids.split('').map((id) => scriptedCheck(id, steps, { ...oneHost, ...rest }));
const oneByOne = { concurrency: { total: 50, perHost: 1 } };

test('after three connect time-outs on a host its other checks are blocked by the check that tripped the circuit', async () => {
  const { run, kind } = scriptedRun({ ...oneByOne, confirmationMs: [] });
  expect(await run(several('abcde', [unreachable]))).toMatchObject([
    { verdict: 'fail', reason: 'connect-timeout' }, { verdict: 'fail' }, { verdict: 'fail' },
    { verdict: 'blocked', reason: 'circuit-open', prerequisite: 'c' }, { verdict: 'blocked', prerequisite: 'c' },
  ]);
  expect(kind.made.map(({ check }) => check)).toEqual(['a', 'b', 'c']);
});

test('the checks of other hosts go on', async () => {
  const { run } = scriptedRun({ ...oneByOne, confirmationMs: [] });
  const elsewhere = scriptedCheck('e', [{ afterMs: 5_000, sees: 200 }], { host: 'auth:443', timeoutMs: 9_000 });
  const results = await run([...several('abcd', [unreachable]), elsewhere]);
  expect(results[4]).toMatchObject({ verdict: 'pass' });
});

test('a slow or broken path of a host does not trip its circuit', async () => {
  const { run, kind } = scriptedRun({ ...oneByOne, confirmationMs: [] });
  const slow: Step = { afterMs: 1_000, sees: 'header-timeout' };
  const refused: Step = { afterMs: 10, sees: 'connect-refused' };
  await run([...several('abc', [slow]), ...several('def', [broken]), ...several('ghi', [refused])]);
  expect(kind.made).toHaveLength(9);
});

test('exempt checks go first, count, and are never held back', async () => {
  const { run, begun } = scriptedRun({ ...oneByOne, confirmationMs: [] });
  const results = await run([
    ...several('abcd', [unreachable]), scriptedCheck('health', [unreachable], { ...oneHost, exempt: true }),
    scriptedCheck('elsewhere', [{ afterMs: 4_500, sees: 200 }]),
    scriptedCheck('control', [unreachable], { ...oneHost, exempt: true, requires: ['elsewhere'] }),
  ]);
  expect(begun('health')).toEqual([0]);
  expect(results).toMatchObject([
    { verdict: 'fail' }, { verdict: 'fail' }, { verdict: 'blocked', prerequisite: 'b' }, { verdict: 'blocked', prerequisite: 'b' },
    { verdict: 'fail' }, { verdict: 'pass' }, { verdict: 'fail', reason: 'connect-timeout' },
  ]);
});

test('a host that is back at a confirmation offset is tried by one check, then probed by all', async () => {
  const { run, begun } = scriptedRun({ concurrency: { total: 50, perHost: 3 } });
  const tripping = several('abcde', [unreachable, { afterMs: 500, sees: 200 }]);
  const results = await run([...tripping, ...several('fg', [healthy])]);
  expect(results.slice(0, 5).map((result) => [result.verdict, 'afterRetry' in result])).toEqual(tripping.map(() => ['pass', true]));
  expect(results.slice(5).map((result) => [result.verdict, 'afterRetry' in result])).toEqual([['pass', false], ['pass', false]]);
  const again = 'abcdefg'.split('').flatMap((id) => begun(id).filter((at) => at >= 4_000)).sort((x, y) => x - y);
  expect(again.slice(0, 2)).toEqual([4_000, 4_500]);
  expect(again).toHaveLength(7);
});

test('while a host stays away, each offset costs it one attempt', async () => {
  const { run, kind } = scriptedRun(oneByOne);
  const results = await run(several('abcdef', [unreachable]));
  expect(results.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'fail', 'blocked', 'blocked', 'blocked']);
  expect(kind.made.map(({ check, beganAt }) => `${check} ${beganAt}`))
    .toEqual(['a 0', 'b 1000', 'c 2000', 'a 4000', 'a 11000', 'a 21000', 'a 33000']);
});

test('after the cool-down a check whose turn comes late is the trial', async () => {
  const { run, begun } = scriptedRun({ ...oneByOne, confirmationMs: [] });
  const results = await run([
    ...several('abc', [unreachable]), scriptedCheck('long', [{ afterMs: 9_000, sees: 200 }], { timeoutMs: 10_000 }),
    scriptedCheck('late', [healthy], { ...oneHost, requires: ['long'] }),
  ]);
  expect(results[4]).toMatchObject({ verdict: 'pass' });
  expect(begun('late')).toEqual([9_001]);
});

test('what waited for a trial until the run ended is not known', async () => {
  const { run } = scriptedRun({ ...oneByOne, forMs: 9_200, confirmationMs: [4_000] });
  const results = await run([...several('abc', [unreachable, 'hangs']), ...several('d', [healthy], { timeoutMs: 1_000 })]);
  expect(results.slice(0, 3).map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'fail']);
  expect(results[3]).toMatchObject({ verdict: 'unknown', reason: 'deadline' });
});
