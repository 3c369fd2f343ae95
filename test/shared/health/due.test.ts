import { describe, expect, it } from 'vitest';
import type { CategoryState } from '../../../shared/health/category-state.ts';
import { isDue } from '../../../shared/health/due.ts';
import { failed, hardSince, passed, remembered, stateOf } from '../../fixtures/results.ts';

const minute = 60_000;
const everyMs = 15 * minute;
const noon = Date.UTC(2025, 7, 5, 12);
const own = stateOf([], { category: 'registration', everyMs, lastRun: noon });

/** What infrastructure remembers of a check that failed first at a moment. */
const failing = (since: number, changes: Parameters<typeof remembered>[2] = {}, state: 'soft' | 'hard' = 'hard'): CategoryState =>
  stateOf([remembered(passed('a'), { state: 'ok' }), remembered(failed('b'), state === 'hard' ? hardSince(since) : { state, since }, changes)]);

const runAfter = (minutes: number) => ({ category: 'registration', vantage: 'main', everyMs, scheduled: noon + minutes * minute } as const);
const dueAfter = (minutes: number, states: readonly CategoryState[] = [own]) => isDue(runAfter(minutes), states);
const dueUnremembered = (minutes: number) => isDue(runAfter(minutes), undefined);

describe('a category that may run early', () => {
  it('is due when it never ran, also where it ran from another vantage only', () => {
    expect(dueAfter(1, [])).toBe(true);
    expect(dueAfter(1, [{ ...own, vantage: 'elsewhere' }])).toBe(true);
  });

  it('is due when its interval is over, by a call that may come a few seconds early', () => {
    expect([1, 7, 14].map((minutes) => dueAfter(minutes))).toEqual([false, false, false]);
    expect([14.9, 15, 40].map((minutes) => dueAfter(minutes))).toEqual([true, true, true]);
  });

  it('is due when a check of another category has turned hard that failed first after its last run', () => {
    expect(dueAfter(5, [own, failing(noon + minute)])).toBe(true);
  });

  it.each([
    ['has failed only once', failing(noon + minute, {}, 'soft')],
    ['was failing already when it last ran', failing(noon)],
    ['is a warning', failing(noon + minute, { role: 'warning' })],
    ['is its own', { ...failing(noon + minute), category: 'registration', vantage: 'elsewhere' } as const],
  ])('is not due for a check that %s', (_what, state) => {
    expect(dueAfter(5, [own, state])).toBe(false);
  });

  it('runs five times as often at most, whatever turns hard', () => {
    expect([1, 2, 2.9, 3].map((minutes) => dueAfter(minutes, [own, failing(noon + 1)]))).toEqual([false, false, true, true]);
  });

  it('keeps to whole intervals when nothing is remembered', () => {
    expect([0, 0.5, 1, 14, 15.2, 16].map(dueUnremembered)).toEqual([true, true, false, false, true, false]);
  });
});
