import { describe, expect, it } from 'vitest';
import { remember } from '../../../shared/health/remember.ts';
import { aCheck, blocked, failed, hard, ok, passed, remembered, skipped, stateOf, unknown } from '../../fixtures/results.ts';

const at = 600_000;
const of = { category: 'infrastructure', vantage: 'main', everyMs: 60_000, scheduled: at } as const;
const before = stateOf([remembered(failed('a'), hard, { knownAt: 540_000 })]);

describe('what a category remembers of a run', () => {
  it('is each check with what describes it, its result and when it was seen', () => {
    const check = aCheck('a', { name: 'A', service: 'auth', severity: 'warning', role: 'readiness', metric: true });
    expect(remember(of, [check], [passed('a')], undefined)).toEqual({
      category: 'infrastructure', vantage: 'main', everyMs: 60_000, lastRun: at,
      checks: [
        { name: 'A', service: 'auth', severity: 'warning', role: 'readiness', metric: true, result: passed('a'), state: ok, knownAt: at },
      ],
    });
  });

  it.each([
    ['passed', passed('a'), ok, at],
    ['failed again', failed('a'), hard, at],
    ['was blocked', blocked('a', 'b'), hard, at],
    ['could not be told', unknown('a'), hard, 540_000],
    ['was skipped', skipped('a'), ok, 540_000],
  ])('of a check that %s is its state, and since when it is known', (_, result, state, knownAt) => {
    expect(remember(of, [aCheck('a')], [result], before).checks).toMatchObject([{ state, knownAt }]);
  });

  it('never says when a check was known that never was', () => {
    expect(remember(of, [aCheck('a')], [unknown('a')], undefined).checks[0]).not.toHaveProperty('knownAt');
  });

  it('is nothing of a check that is no longer described, nor of a result nobody asked for', () => {
    expect(remember(of, [aCheck('b')], [passed('b'), passed('c')], before).checks.map(({ result }) => result.check)).toEqual(['b']);
  });
});
