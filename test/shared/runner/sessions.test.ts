import { expect, test } from 'vitest';
import type { Check } from '../../../shared/checks/check.ts';
import { defineProbe, type Session } from '../../../shared/probes/probe.ts';
import type { Problem } from '../../../shared/problem.ts';
import { fakeClock } from '../../fixtures/fake-clock.ts';
import { runChecks } from '../../../shared/runner/run-checks.ts';
import { scriptedCheck } from '../../fixtures/scripted-kind.ts';

type Close = (signal: AbortSignal, sleep: (ms: number, signal?: AbortSignal) => Promise<void>) => Promise<void>;

/** A run of checks that write their names into one session, whose end is told as well. */
const shared = async (names: readonly string[], close: Close, closingMs = 2_000) => {
  const clock = fakeClock();
  const told: string[] = [];
  const problems: Problem[] = [];
  const open = (): Session => {
    told.push('opened');
    return { what: 'the notes of this run', close: async (signal) => {
      told.push(`closing at ${Math.round(clock.monotonic())}`);
      await close(signal, clock.sleep);
      told.push('closed');
    } };
  };
  const probe = defineProbe<{ readonly name: string }>({
    settings: (z) => z.strictObject({ name: z.string() }),
    target: ({ name }) => ({ label: name }),
    expects: {},
    closingMs,
    run: ({ name }) => async ({ session, signal }) => {
      session('notes', open);
      told.push(name);
      await clock.sleep(name === 'slow' ? 60_000 : 10, signal);
      return { phases: {}, totalMs: 10, ...(signal.aborted ? { failure: { reason: 'deadline', detail: 'cut' } as const } : {}), facts: {} };
    },
  });
  const checks = names.map((name): Check => ({
    ...scriptedCheck(name, []), probe: { kind: 'noting', settings: { name } }, expect: { facts: { a: { absent: true } } }, timeoutMs: 60_000,
  }));
  const explained = await runChecks(checks, {
    kinds: { noting: probe }, clock, deadlineAt: clock.now() + 10_000, network: {}, credential: async () => 'the secret',
    confirmationMs: [], concurrency: { total: 1, perHost: 1 }, report: (problem) => problems.push(problem),
  });
  return { told, problems, verdicts: explained.map(({ result }) => result.verdict), endedAt: Math.round(clock.monotonic()) };
};

test('is opened once and closed after the last check', async () => {
  const { told, problems } = await shared(['a', 'b'], async () => {});
  expect(told).toEqual(['opened', 'a', 'b', expect.stringMatching(/^closing at 2\d$/), 'closed']);
  expect(problems).toEqual([]);
});

test('has time to close, though a check never ends', async () => {
  const { told, verdicts, endedAt } = await shared(['slow'], async (_, sleep) => sleep(1_500));
  expect([verdicts, told]).toEqual([['unknown'], ['opened', 'slow', 'closing at 7900', 'closed']]);
  expect(endedAt).toBe(9_400);
});

test('what cannot be closed is told, and changes no verdict', async () => {
  const { problems, verdicts } = await shared(['a'], async () => { throw new Error('it is gone'); });
  expect([verdicts, problems]).toEqual([['pass'], [{ code: 'cleanup-incomplete', message: 'the notes of this run: it is gone' }]]);
});

test('closing ends with the run, heeded or not', async () => {
  const { problems, endedAt } = await shared(['a'], () => new Promise(() => {}));
  expect([problems, endedAt]).toEqual([[{ code: 'cleanup-incomplete', message: 'the notes of this run: there was no time left' }], 9_900]);
});
