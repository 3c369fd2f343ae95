import { describe, expect, it } from 'vitest';
import { compareWithBaseline, hardScore, headlineChecks } from '../../../shared/health/score-drop.ts';
import { blocked, failed, hard, ok, passed, remembered, skipped, soft, stateOf } from '../../fixtures/results.ts';

const threshold = { points: 5, checks: 2 };

describe('the score by hard states', () => {
  it('counts hard checks, and those blocked by them, as failing; soft ones not yet', () => {
    expect(hardScore([
      remembered(failed('a'), hard), remembered(blocked('b', 'a'), ok), remembered(failed('c'), soft),
      remembered(blocked('d', 'c'), ok), remembered(passed('e'), ok), remembered(skipped('f'), ok),
    ])).toEqual({ passed: 3, applicable: 5 });
  });

  it('is that of the infrastructure category, and of all checks where there is none', () => {
    const infrastructure = stateOf([remembered(passed('i'), ok)]);
    const endpoints = stateOf([remembered(passed('e'), ok)], { category: 'endpoints' });
    expect(headlineChecks([endpoints, infrastructure]).map(({ name }) => name)).toEqual(['i']);
    expect(headlineChecks([endpoints]).map(({ name }) => name)).toEqual(['e']);
  });
});

describe('the baseline', () => {
  const baseline = { passed: 11, applicable: 11, at: 1 };

  it('tells a drop of at least 5 points and 2 checks, from exact counts, and moves there', () => {
    expect(compareWithBaseline(baseline, { passed: 3, applicable: 11 }, 2, threshold)).toEqual({
      baseline: { passed: 3, applicable: 11, at: 2 },
      drop: { from: { passed: 11, applicable: 11 }, to: { passed: 3, applicable: 11 } },
    });
  });

  it('stays for a smaller drop: one check, or two of very many', () => {
    expect(compareWithBaseline(baseline, { passed: 10, applicable: 11 }, 2, threshold)).toEqual({ baseline });
    const many = { passed: 100, applicable: 100, at: 1 };
    expect(compareWithBaseline(many, { passed: 96, applicable: 100 }, 2, threshold)).toEqual({ baseline: many });
  });

  it('adds up small drops until they are large enough', () => {
    const kept = compareWithBaseline(baseline, { passed: 10, applicable: 11 }, 2, threshold).baseline;
    expect(compareWithBaseline(kept, { passed: 9, applicable: 11 }, 3, threshold).drop?.from.passed).toBe(11);
  });

  it('is raised by a better score and moved silently by another set of checks', () => {
    expect(compareWithBaseline({ passed: 3, applicable: 11, at: 1 }, { passed: 5, applicable: 11 }, 2, threshold)).toEqual({ baseline: { passed: 5, applicable: 11, at: 2 } });
    expect(compareWithBaseline(baseline, { passed: 3, applicable: 8 }, 2, threshold)).toEqual({ baseline: { passed: 3, applicable: 8, at: 2 } });
    expect(compareWithBaseline(undefined, { passed: 3, applicable: 8 }, 2, threshold)).toEqual({ baseline: { passed: 3, applicable: 8, at: 2 } });
  });
});
