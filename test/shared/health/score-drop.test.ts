import { describe, expect, it } from 'vitest';
import { scoreChange, type Baseline } from '../../../shared/health/score-drop.ts';
import { tagsOf, type Standings } from '../../../shared/health/tags.ts';

const minute = 60_000;
const threshold = { points: 5, checks: 2 };
const eleven = Array.from({ length: 11 }, (_, index) => `check ${index}`);
const scored = (failing: number, of = eleven): Standings => ({ passing: tagsOf(of.slice(failing)), failing: tagsOf(of.slice(0, failing)) });

/** What comes of a score a minute, from a baseline on: the last baseline, and what was told when. */
const through = (baseline: Baseline | undefined, scores: readonly Standings[], runs = scores.map((_, index) => index)) => {
  let before = baseline;
  const told: Record<number, unknown> = {};
  scores.forEach((now, index) => {
    const run = { lastRun: (runs[index] ?? 0) * minute, everyMs: minute };
    const { baseline: next, dropFrom } = scoreChange(before, now, run, index * minute, threshold);
    before = next;
    if (dropFrom !== undefined) told[index] = dropFrom;
  });
  return { baseline: before, told };
};
const times = (count: number, one: Standings) => Array.from({ length: count }, () => one);
const all = { passed: 11, applicable: 11 };

describe('a drop of the score', () => {
  it('is told when a newer run has shown it too, once', () => {
    expect(through(scored(0), [scored(0), ...times(9, scored(8))]).told).toEqual({ 2: all });
  });

  it('is not told when the second evaluation saw no newer run', () => {
    expect(through(scored(0), times(3, scored(8)), [1, 1, 1]).told).toEqual({});
    expect(through(scored(0), times(4, scored(8)), [1, 1, 1, 2]).told).toEqual({ 3: all });
  });

  it('is not told when it was there in one run only', () => {
    expect(through(scored(0), [scored(8), scored(0), scored(8), scored(0)]).told).toEqual({});
  });

  it('needs two checks and five points', () => {
    expect(through(scored(0), times(3, scored(1))).told).toEqual({});
    expect(through(scored(0), times(3, scored(2))).told).toEqual({ 1: all });
    const hundred = Array.from({ length: 100 }, (_, index) => `one of many ${index}`);
    expect(through(scored(0, hundred), times(3, scored(4, hundred))).told).toEqual({});
    expect(through(scored(0, hundred), times(3, scored(5, hundred))).told).toEqual({ 1: { passed: 100, applicable: 100 } });
  });

  it('adds up from small ones', () => {
    expect(through(scored(0), [scored(1), scored(1), scored(2), scored(2)]).told).toEqual({ 3: all });
  });

  it('is not told again until the score has stayed within two points for ten minutes, wherever', () => {
    const afterwards = { passed: 8, applicable: 11 };
    expect(through(scored(0), [...times(2, scored(3)), ...times(11, scored(6))]).told).toEqual({ 1: all });
    expect(through(scored(0), [...times(2, scored(3)), ...times(12, scored(6))]).told).toEqual({ 1: all, 13: afterwards });
    expect(through(scored(0), [...times(2, scored(3)), ...times(12, scored(3)), ...times(2, scored(6))]).told).toEqual({ 1: all, 15: { passed: 8, applicable: 11 } });
    expect(through(scored(0), [...times(2, scored(3)), ...times(5, scored(3)), scored(4), ...times(5, scored(3)), ...times(2, scored(6))]).told).toEqual({ 1: all });
    const restless = Array.from({ length: 60 }, (_, index) => scored(index % 8 < 4 ? 6 : 9));
    expect(through(scored(0), [...times(2, scored(3)), ...restless]).told).toEqual({ 1: all });
  });

  it('is measured against the highest score held for ten runs', () => {
    expect(through(scored(6), [...times(9, scored(0)), ...times(3, scored(3))]).told).toEqual({});
    expect(through(scored(6), [...times(10, scored(0)), ...times(3, scored(3))]).told).toEqual({ 11: all });
    expect(through(scored(6), [...times(5, scored(0)), ...times(5, scored(2)), ...times(3, scored(5))]).told).toEqual({ 11: { passed: 9, applicable: 11 } });
  });
});

describe('another set of checks', () => {
  const more = [...eleven, 'new 1', 'new 2', 'new 3'];
  const fewer = eleven.slice(3);

  it('moves the baseline silently: what came and fails, and what went and passed', () => {
    const withNew: Standings = { passing: tagsOf(eleven), failing: tagsOf(['new 1', 'new 2', 'new 3']) };
    expect(through(scored(0), times(3, withNew))).toEqual({ baseline: withNew, told: {} });
    expect(through(scored(0), times(3, scored(0, fewer)))).toEqual({ baseline: scored(0, fewer), told: {} });
  });

  it('hides no drop of those that both have', () => {
    expect(through(scored(0), times(2, scored(3, more))).told).toEqual({ 1: { passed: 14, applicable: 14 } });
    expect(through(scored(0), times(2, scored(2, fewer))).told).toEqual({ 1: { passed: 8, applicable: 8 } });
  });
});

it('the first score is the baseline', () => {
  expect(through(undefined, [scored(3)])).toEqual({ baseline: scored(3), told: {} });
});

it('nothing changes while the score does not', () => {
  const { baseline } = through(scored(0), times(2, scored(3)));
  expect(through(baseline, times(9, scored(3))).baseline).toEqual(baseline);
});
