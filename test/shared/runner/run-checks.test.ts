import { expect, test } from 'vitest';
import type { Check } from '../../../shared/checks/check.ts';
import { CredentialError } from '../../../shared/checks/credential-error.ts';
import { defineProbe } from '../../../shared/probes/probe.ts';
import { broken, healthy, scriptedCheck, type Step } from '../../fixtures/scripted-kind.ts';
import { scriptedRun } from '../../fixtures/scripted-run.ts';

const results = async (checks: readonly Check[], options: Parameters<typeof scriptedRun>[0] = {}) => scriptedRun(options).run(checks);

test('results come in the order of the checks, whichever ended first', async () => {
  const slow = scriptedCheck('a', [{ afterMs: 900, sees: 200 }]);
  const given = [slow, scriptedCheck('b', [broken], { skip: 'not deployed' }), scriptedCheck('c', [healthy])];
  expect(await results(given)).toMatchObject([
    { check: 'a', verdict: 'pass', attempts: 1, totalMs: 900 },
    { check: 'b', verdict: 'skipped', detail: 'not deployed' },
    { check: 'c', verdict: 'pass' },
  ]);
});

test('each result is told once, as soon as it is final', async () => {
  const told: string[] = [];
  const { run, clock } = scriptedRun({
    onResult: ({ result: { check, verdict } }) => told.push(`${check} ${verdict} ${Math.round(clock.monotonic())}`),
  });
  await run([scriptedCheck('a', [broken, healthy]), scriptedCheck('b', [healthy])]);
  expect(told).toEqual(['b pass 51', 'a pass 4050']);
});

test('a listener that throws costs no result', async () => {
  const [result] = await results([scriptedCheck('a', [healthy])], { onResult: () => { throw new Error('the terminal is gone'); } });
  expect(result).toMatchObject({ verdict: 'pass' });
});

test('a check that passes when probed again passes after retry, and is not probed any more', async () => {
  const { run, begun } = scriptedRun();
  const [result] = await run([scriptedCheck('a', [broken, broken, healthy])]);
  expect(result).toMatchObject({ verdict: 'pass', afterRetry: true, attempts: 3 });
  expect(begun('a')).toEqual([0, 4_000, 11_000]);
});

test('a check that fails in its whole burst fails with the evidence of its last attempt', async () => {
  const { run, begun } = scriptedRun();
  const [result] = await run([scriptedCheck('a', [broken, broken, broken, broken, { afterMs: 70, sees: 502 }])]);
  expect(result).toMatchObject({ verdict: 'fail', reason: 'status', status: 502, attempts: 5, totalMs: 70 });
  expect(begun('a')).toEqual([0, 4_000, 11_000, 21_000, 33_000]);
});

test('offsets that have gone by when an attempt ends are left out', async () => {
  const { run, begun } = scriptedRun();
  await run([scriptedCheck('a', [{ afterMs: 12_000, sees: 500 }, healthy], { timeoutMs: 15_000 })]);
  expect(begun('a')).toEqual([0, 21_000]);
});

test('an attempt that could not time out before the deadline is not repeated', async () => {
  const { run, begun } = scriptedRun({ forMs: 15_000 });
  const [result] = await run([scriptedCheck('a', [broken])]);
  expect(result).toMatchObject({ verdict: 'fail', attempts: 2 });
  expect(begun('a')).toEqual([0, 4_000]);
});

test.each<{ name: string; second: Step }>([
  { name: 'cannot tell', second: { afterMs: 10, sees: 'control-plane' } },
  { name: 'throws', second: { throws: 'out of memory' } },
])('a repeated attempt that $name leaves the failure seen before as it is', async ({ second }) => {
  const [result] = await results([scriptedCheck('a', [broken, second])]);
  expect(result).toMatchObject({ verdict: 'fail', reason: 'status', status: 500 });
});

test('a check that could not tell is not probed again', async () => {
  const { run, begun } = scriptedRun();
  const [result] = await run([scriptedCheck('a', [{ afterMs: 10, sees: 'control-plane' }, healthy])]);
  expect(result).toMatchObject({ verdict: 'unknown', reason: 'control-plane', attempts: 1 });
  expect(begun('a')).toEqual([0]);
});

test('a target that never ends is told to after the timeout', async () => {
  const [result] = await results([scriptedCheck('a', ['hangs'], { timeoutMs: 2_000 })], { confirmationMs: [] });
  expect(result).toMatchObject({ verdict: 'fail', reason: 'header-timeout', totalMs: 2_000 });
});

test('a probe that does not heed its signal is given up as an error of the checker', async () => {
  const { run, clock } = scriptedRun();
  const [result] = await run([scriptedCheck('a', ['deaf'], { timeoutMs: 2_000 })]);
  expect(result).toMatchObject({ verdict: 'unknown', reason: 'checker-error' });
  expect(clock.monotonic()).toBe(2_100);
});

test('the end of the run cuts short what could still have answered, and says that it does not know', async () => {
  const { run, clock } = scriptedRun({ forMs: 3_000 });
  const [result] = await run([scriptedCheck('a', ['hangs'])]);
  expect(result).toMatchObject({ verdict: 'unknown', reason: 'deadline', attempts: 1 });
  expect(clock.monotonic()).toBeLessThanOrEqual(3_000);
});

test('a probe that does not heed the end of the run either is an error of the checker', async () => {
  const { run, clock } = scriptedRun({ forMs: 3_000 });
  expect(await run([scriptedCheck('a', ['deaf'])])).toMatchObject([{ verdict: 'unknown', reason: 'checker-error' }]);
  expect(clock.monotonic()).toBe(3_000);
});

test('a probe that has ended is left alone: its signal does not fire afterwards', async () => {
  const signals: AbortSignal[] = [];
  const brief = defineProbe({
    settings: (z) => z.object({}),
    target: () => ({ label: 'brief' }),
    expects: {},
    run: () => async ({ signal }) => {
      signals.push(signal);
      return { phases: {}, totalMs: 0 };
    },
  });
  const { run, clock } = scriptedRun({ kinds: { brief }, confirmationMs: [] });
  await run([scriptedCheck('a', [], { probe: { kind: 'brief', settings: {} }, expect: { connected: true } })]);
  await clock.sleep(3_600_000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
});

test('an exempt check goes before those that already wait', async () => {
  const { run, kind } = scriptedRun({ concurrency: { total: 1, perHost: 1 } });
  const others = ['a', 'b', 'c'].map((id) => scriptedCheck(id, [healthy]));
  await run([...others, scriptedCheck('d', [healthy], { exempt: true, requires: ['a'] })]);
  expect(kind.made.map(({ check }) => check)).toEqual(['a', 'b', 'd', 'c']);
});

test('a check whose turn never came is unknown', async () => {
  const given = ['a', 'b', 'c'].map((id) => scriptedCheck(id, [{ afterMs: 1_800, sees: 200 }], { host: 'h:443' }));
  expect(await results(given, { forMs: 2_500, concurrency: { total: 50, perHost: 1 } })).toMatchObject([
    { verdict: 'pass' }, { verdict: 'unknown', reason: 'deadline', attempts: 1 }, { verdict: 'unknown', reason: 'deadline' },
  ]);
});

test('after the deadline nothing is probed at all', async () => {
  const { run, kind } = scriptedRun({ forMs: -1 });
  expect(await run([scriptedCheck('a', [healthy]), scriptedCheck('b', [healthy], { skip: 'not deployed' })]))
    .toMatchObject([{ verdict: 'unknown', reason: 'deadline' }, { verdict: 'skipped' }]);
  expect(kind.made).toEqual([]);
});

test.each([
  ['that throws', scriptedCheck('a', [{ throws: 'cannot read hunter2-hunter2' }])],
  ['of an unknown kind', scriptedCheck('a', [healthy], { probe: { kind: 'telepathy', settings: {} } })],
  ['with settings its kind cannot take', scriptedCheck('a', [healthy], { probe: { kind: 'scripted', settings: null } })],
  ['with an expectation nobody knows', scriptedCheck('a', [healthy], { expect: { mood: 'good' } })],
  ['that expects nothing', scriptedCheck('a', [healthy], { expect: {} })],
])('a check %s is an error of the checker and never a pass', async (_, check) => {
  expect(await results([check])).toMatchObject([{ check: 'a', verdict: 'unknown', reason: 'checker-error' }]);
});

test('a time-out that outlasts every offset is probed once more, at once', async () => {
  const { run, begun } = scriptedRun({ confirmationMs: [4_000] });
  const [blip, dead] = await run([scriptedCheck('blip', ['hangs', healthy]), scriptedCheck('dead', ['hangs'])]);
  expect(blip).toMatchObject({ verdict: 'pass', attempts: 2, afterRetry: true });
  expect(dead).toMatchObject({ verdict: 'fail', attempts: 2 });
  expect(begun('dead')).toEqual([1, 5_001]);
});

test('a secret that was read in the run is in no result', async () => {
  const leaky = defineProbe({
    settings: (z) => z.object({}),
    target: () => ({ label: 'leaky' }),
    expects: {},
    run: () => async ({ credential }) => { throw new Error(`cannot send ${await credential('the key')}`); },
  });
  const [result] = await results([scriptedCheck('a', [], { probe: { kind: 'leaky', settings: {} } })], { kinds: { leaky } });
  expect(result).toMatchObject({ verdict: 'unknown', reason: 'checker-error', detail: 'the probe broke: cannot send [redacted]' });
});

const undescribed = async (name: string) => { throw new CredentialError(`The credential "${name}" is not described.`); };

test('a credential that cannot be read is told as such', async () => {
  const keyed = defineProbe({
    settings: (z) => z.object({}),
    target: () => ({ label: 'keyed' }),
    expects: {},
    run: () => async ({ credential }) => { throw new Error(`sent ${await credential('the key')}`); },
  });
  const { run } = scriptedRun({ kinds: { keyed }, credential: undescribed });
  const [result] = await run([scriptedCheck('a', [], { probe: { kind: 'keyed', settings: {} } })]);
  expect(result).toMatchObject({ verdict: 'unknown', reason: 'credential', detail: 'The credential "the key" is not described.' });
});

test('timings taken while the event loop was busy are marked, others are not', async () => {
  const { run, clock, kind } = scriptedRun();
  kind.during(() => clock.block(40));
  const [during] = await run([scriptedCheck('a', [healthy])]);
  expect(during).toMatchObject({ timingSuspect: true });
  kind.during(() => {});
  const [after] = await run([scriptedCheck('b', [healthy])]);
  expect(after).not.toHaveProperty('timingSuspect');
});

test('a stall that is small against what the check took says nothing against its time', async () => {
  const { run, clock, kind } = scriptedRun();
  kind.during(() => clock.block(30));
  const [slow] = await run([scriptedCheck('a', [{ afterMs: 900, sees: 200 }])]);
  expect(slow).toMatchObject({ verdict: 'pass' });
  expect(slow).not.toHaveProperty('timingSuspect');
});
