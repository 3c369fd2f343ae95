import { describe, expect, it } from 'vitest';
import { hardStandings, headlineChecks } from '../../../shared/health/headline.ts';
import { tagsOf } from '../../../shared/health/tags.ts';
import { blocked, failed, hard, ok, passed, remembered, skipped, soft, stateOf } from '../../fixtures/results.ts';

describe('the headline', () => {
  it('counts hard and flapping checks, and those blocked by them, as failing; soft ones not yet', () => {
    expect(hardStandings([
      remembered(failed('a'), hard), remembered(blocked('b', 'a'), ok), remembered(failed('c'), soft),
      remembered(blocked('d', 'c'), ok), remembered(passed('e'), ok), remembered(skipped('f'), ok),
      remembered(passed('g'), { state: 'flapping', since: 0, lastFailed: 0 }),
    ])).toEqual({ passing: tagsOf(['c', 'd', 'e']), failing: tagsOf(['a', 'b', 'g']) });
  });

  it('is that of the infrastructure category, and of all checks where there is none', () => {
    const infrastructure = stateOf([remembered(passed('i'), ok)]);
    const endpoints = stateOf([remembered(passed('e'), ok)], { category: 'endpoints' });
    expect(headlineChecks([endpoints, infrastructure]).map(({ name }) => name)).toEqual(['i']);
    expect(headlineChecks([endpoints]).map(({ name }) => name)).toEqual(['e']);
  });
});
