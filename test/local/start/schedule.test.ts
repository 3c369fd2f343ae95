import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSchedule } from '../../../local/start/schedule.ts';
import type { CategoryName } from '../../../shared/platform/category.ts';
import { aPlatform } from '../../fixtures/platform.ts';

const everyMs = aPlatform().schedule;
const noon = Date.UTC(2025, 7, 5, 12);

beforeEach(() => { vi.useFakeTimers({ now: noon + 10_000 }); });
afterEach(() => { vi.useRealTimers(); });

/** A schedule that has begun with all of them, whose calls take as long as asked; what was called is told as category and seconds past noon. */
const open = (call: (category: CategoryName) => Promise<void> = async () => {}, more: readonly CategoryName[] = []) => {
  const called: string[] = [];
  const onlyIfDue: string[] = [];
  const failures: string[] = [];
  const schedule = createSchedule({
    categories: ['infrastructure', 'endpoints', 'routing', ...more],
    everyMs,
    call: (category, time, ifDue) => {
      (ifDue ? onlyIfDue : called).push(`${category} ${(time - noon) / 1000}`);
      return call(category);
    },
    failed: (category, error) => failures.push(`${category} ${String(error)}`),
  });
  schedule.start();
  schedule.all();
  return { schedule, called, onlyIfDue, failures, of: (category: CategoryName) => called.filter((each) => each.startsWith(category)) };
};

it('calls each category when all are asked for, and whenever its interval begins anew, with that time', async () => {
  const { called, of } = open();
  expect(called).toEqual(['infrastructure 10', 'endpoints 10', 'routing 10']);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(of('infrastructure')).toEqual([10, 60, 120, 180, 240, 300].map((second) => `infrastructure ${second}`));
  expect(of('routing')).toEqual(['routing 10', 'routing 300']);
});

it('calls one that may run early as often as the most frequent, if it is due, and whatever happens when it is asked for', async () => {
  const { schedule, called, onlyIfDue } = open(async () => {}, ['registration']);
  await vi.advanceTimersByTimeAsync(120_000);
  expect([called.at(3), ...onlyIfDue]).toEqual(['registration 10', 'registration 60', 'registration 120']);
  schedule.all();
  expect(called.at(-1)).toBe('registration 130');
});

it('asked for while it may not be due runs in any case', async () => {
  const ended = Promise.withResolvers<void>();
  const { schedule, of, onlyIfDue } = open((category) => (category === 'registration' ? ended.promise : Promise.resolve()), ['registration']);
  schedule.all();
  await vi.advanceTimersByTimeAsync(60_000);
  ended.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect([of('registration'), onlyIfDue]).toEqual([['registration 10', 'registration 70'], []]);
});

it('says of a call that it failed, and goes on with it and with the others', async () => {
  const { failures, of } = open(async (category) => {
    if (category === 'endpoints') throw new Error('broken');
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(failures).toEqual(['endpoints Error: broken', 'endpoints Error: broken']);
  expect(of('endpoints')).toHaveLength(2);
  expect(of('infrastructure')).toHaveLength(2);
});

it('never runs a category twice at the same time: what comes due meanwhile is done once afterwards', async () => {
  let ends = Promise.withResolvers<void>();
  const { schedule, of } = open((category) => (category === 'infrastructure' ? ends.promise : Promise.resolve()));
  schedule.all();
  schedule.all();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(of('infrastructure')).toEqual(['infrastructure 10']);
  expect(of('endpoints')).toEqual([10, 10, 60, 120].map((second) => `endpoints ${second}`));
  const first = ends;
  ends = Promise.withResolvers();
  first.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(of('infrastructure')).toEqual(['infrastructure 10', 'infrastructure 130']);
});

it('says of one that is asked for when it has ended: a run from then on, not the one under way', async () => {
  let ends = Promise.withResolvers<void>();
  const { schedule, of } = open(() => ends.promise);
  const heard: string[] = [];
  const asked = Promise.all(['one', 'other'].map(async (who) => {
    await schedule.run('routing');
    heard.push(who);
  }));
  const first = ends;
  ends = Promise.withResolvers();
  first.resolve();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([heard, of('routing')]).toEqual([[], ['routing 10', 'routing 10']]);
  ends.resolve();
  await asked;
  expect([heard, of('routing')]).toEqual([['one', 'other'], ['routing 10', 'routing 10']]);
});

it('stopped, has nobody wait for what is not to be', async () => {
  const ends = Promise.withResolvers<void>();
  const { schedule, called } = open(() => ends.promise);
  const asked = schedule.run('routing');
  const stopping = schedule.stop();
  ends.resolve();
  await Promise.all([asked, stopping, schedule.run('endpoints')]);
  expect(called).toHaveLength(3);
});

it('stopped, waits for what runs and begins nothing more', async () => {
  const ends = Promise.withResolvers<void>();
  const { schedule, called } = open(() => ends.promise);
  schedule.all();
  let stopped = false;
  const stopping = schedule.stop().then(() => { stopped = true; });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(stopped).toBe(false);
  ends.resolve();
  await stopping;
  schedule.all();
  expect(called).toHaveLength(3);
  expect(vi.getTimerCount()).toBe(0);
});
