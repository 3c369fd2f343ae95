import { expect, it } from 'vitest';
import type { Problem } from '../../shared/problem.ts';
import { run, type RunTools } from '../../shared/run.ts';
import { StoreError } from '../../shared/store-error.ts';
import { fakeClock } from '../fixtures/fake-clock.ts';
import { memoryStore } from '../fixtures/memory-store.ts';
import { aCheck, blocked, explained, failed, passed, skipped } from '../fixtures/results.ts';

const checks = ['a', 'b', 'c', 'd'].map((id) => aCheck(id));
const results = [passed('a'), failed('b'), blocked('c', 'b'), skipped('d')];

const request = (scheduled: number) => ({ category: 'routing', vantage: 'main', everyMs: 60_000, scheduled, checks }) as const;

const open = () => {
  const clock = fakeClock();
  const tools: RunTools = {
    store: memoryStore(), clock, report: () => {},
    probe: async () => {
      await clock.sleep(1_234.4);
      return results.map(explained);
    },
  };
  return { clock, tools };
};

it('keeps of a run in history: how long it took, verdicts, reasons, whole milliseconds', async () => {
  const { clock, tools } = open();
  const scheduled = clock.now();
  await run(request(scheduled), tools);
  expect(await tools.store.runs('routing', { from: scheduled, to: scheduled, limit: 1 })).toEqual([{
    category: 'routing', vantage: 'main', scheduled, tookMs: 1234,
    results: [
      { check: 'a', verdict: 'pass', ms: 12 },
      { check: 'b', verdict: 'fail', reason: 'status', ms: 12 },
      { check: 'c', verdict: 'blocked', reason: 'prerequisite' },
      { check: 'd', verdict: 'skipped', reason: 'not-applicable' },
    ],
  }]);
});

it('is not late up to one interval after its time, and is a moment later', async () => {
  const { clock, tools } = open();
  expect(await run(request(clock.now() - 60_001), tools)).toEqual({ did: 'late', lateMs: 60_001 });
  expect(await run(request(clock.now() - 60_000), tools)).toMatchObject({ did: 'probed', recorded: true });
});

it('that is asked for if it is due and is not touches nothing, even if nothing is remembered', async () => {
  const { clock, tools } = open();
  const early = { ...request(clock.now()), everyMs: 900_000, ifDue: true };
  expect(await run(early, tools)).toMatchObject({ did: 'probed', recorded: true });
  const untouched = { ...tools, probe: () => Promise.reject(new Error('probed')) };
  expect(await run({ ...early, scheduled: early.scheduled + 60_000 }, untouched)).toEqual({ did: 'not due' });
  const reported: string[] = [];
  const lost = { ...untouched, store: { ...tools.store, states: () => Promise.reject(new StoreError('store-unreachable', 'down')) }, report: ({ code }: Problem) => reported.push(code) };
  const between = Math.floor(clock.now() / 900_000) * 900_000 + 120_000;
  expect(await run({ ...early, scheduled: between }, lost)).toEqual({ did: 'not due' });
  expect(reported).toEqual(['store-unavailable']);
});

it('that a newer one overtook while it probed says what it saw and changes nothing', async () => {
  const { clock, tools } = open();
  const early = clock.now();
  const overtaken = run(request(early), { ...tools, probe: async (asked) => {
    await run(request(early + 1), tools);
    return tools.probe(asked);
  } });
  expect(await overtaken).toEqual({ did: 'overtaken', results });
  expect((await tools.store.state('routing'))?.lastRun).toBe(early + 1);
  expect(await tools.store.runs('routing', { from: 0, to: early + 1, limit: 9 })).toHaveLength(1);
});
