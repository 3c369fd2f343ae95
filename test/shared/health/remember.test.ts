import { describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/checks/result.ts';
import { remember } from '../../../shared/health/remember.ts';
import { aCheck, blocked, failed, hard, ok, passed, remembered, skipped, soft, stateOf, unknown } from '../../fixtures/results.ts';

const at = 600_000;
const of = { category: 'infrastructure', vantage: 'main', everyMs: 60_000, scheduled: at } as const;
const before = stateOf([remembered(failed('a'), hard, { knownAt: 540_000 })]);

describe('what a category remembers of a run', () => {
  it('is each check with what describes it, its result, its first attempt and when it was seen', () => {
    const check = aCheck('a', { name: 'A', service: 'auth', severity: 'warning', role: 'readiness', metric: true });
    expect(remember(of, [check], [passed('a')], undefined)).toEqual({
      category: 'infrastructure', vantage: 'main', everyMs: 60_000, lastRun: at,
      checks: [
        { name: 'A', service: 'auth', severity: 'warning', role: 'readiness', metric: true, result: passed('a'), state: ok, knownAt: at, firsts: '.' },
      ],
    });
  });

  it.each([
    ['passed', passed('a'), { state: 'hard', good: { runs: 1, since: at } }, at],
    ['failed again', failed('a'), hard, at],
    ['was blocked', blocked('a', 'b'), hard, at],
    ['could not be told', unknown('a'), hard, 540_000],
    ['was skipped', skipped('a'), ok, 540_000],
  ])('of a check that %s is its state, and since when it is known', (_, result, state, knownAt) => {
    expect(remember(of, [aCheck('a')], [result], before).checks).toMatchObject([{ state, knownAt }]);
  });

  it('is certain at once of checks of one service whose whole bursts failed together', () => {
    const twice = { attempts: 5 };
    const checks = [aCheck('a'), aCheck('b'), aCheck('c', { service: 'auth' }), aCheck('d')];
    const { checks: seen } = remember(of, checks, [failed('a', twice), failed('b', twice), failed('c', twice), failed('d')], undefined);
    expect(seen.map(({ state: { state } }) => state)).toEqual(['hard', 'hard', 'soft', 'soft']);
  });

  it('is that a check flaps', () => {
    const turns = [at - 3, at - 2, at - 1];
    const flaps = stateOf([remembered(failed('a'), soft, { turns })]);
    expect(remember(of, [aCheck('a')], [failed('a')], flaps).checks).toMatchObject([{ state: { state: 'flapping', since: at } }]);
    expect(remember(of, [aCheck('a')], [passed('a')], flaps).checks).toMatchObject([{ state: ok, turns }]);
  });

  it('are the first attempts of its last runs, as far as they could tell; what is skipped begins anew', () => {
    const known = stateOf([remembered(passed('a'), ok, { firsts: '.x.' })]);
    const firsts = (result: Result) => remember(of, [aCheck('a')], [result], known).checks[0]?.firsts;
    expect([failed('a'), passed('a'), passed('a', { attempts: 3, afterRetry: true }), unknown('a'), blocked('a', 'b'), skipped('a')].map(firsts))
      .toEqual(['.x.x', '.x..', '.x.x', '.x.', '.x.', undefined]);
  });

  it('are no first attempts of the time in which it failed for sure', () => {
    const failing = remember(of, [aCheck('a')], [failed('a')], stateOf([remembered(failed('a'), soft, { firsts: '.x.x' })]));
    expect(failing.checks[0]).not.toHaveProperty('firsts');
    expect(remember(of, [aCheck('a')], [passed('a')], failing).checks[0]).not.toHaveProperty('firsts');
  });

  it('is in how many runs in a row it could not tell', () => {
    const once = remember(of, [aCheck('a')], [unknown('a')], before);
    const twice = remember(of, [aCheck('a')], [unknown('a')], once);
    expect([once, twice, remember(of, [aCheck('a')], [passed('a')], twice)].map(({ checks }) => checks[0]?.unknowns)).toEqual([1, 2, undefined]);
  });

  it('never says when a check was known that never was', () => {
    expect(remember(of, [aCheck('a')], [unknown('a')], undefined).checks[0]).not.toHaveProperty('knownAt');
  });

  it('is nothing of a check that is no longer described, nor of a result nobody asked for', () => {
    expect(remember(of, [aCheck('b')], [passed('b'), passed('c')], before).checks.map(({ result }) => result.check)).toEqual(['b']);
  });
});
