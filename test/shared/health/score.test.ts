import { describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/checks/result.ts';
import { score, scoreText } from '../../../shared/health/score.ts';
import { blocked, failed, passed, skipped, unknown } from '../../fixtures/results.ts';

describe('the health score', () => {
  it('is passed of applicable; blocked counts as not passed, skipped leaves the denominator', () => {
    const counted = score([passed('a'), passed('b'), passed('c'), failed('d'), blocked('e', 'd'), skipped('f')]);
    expect(counted).toEqual({ passed: 3, applicable: 5, unknown: 0, percent: 60 });
    expect(scoreText(counted)).toBe('3/5 = 60.0 %');
  });

  it('has one decimal: three of eleven are 27.3 %', () => {
    expect(scoreText(score([...'abc'].map((id): Result => passed(id)).concat([...'defghijk'].map((id) => failed(id)))))).toBe('3/11 = 27.3 %');
  });

  it('leaves unknown checks out while at least 80 % are known', () => {
    expect(score([...'abcd'].map((id): Result => passed(id)).concat(unknown('e')))).toEqual({ passed: 4, applicable: 4, unknown: 1, percent: 100 });
  });

  it('is not told when less than 80 % is known, or nothing applies', () => {
    expect(scoreText(score([...'abc'].map((id): Result => passed(id)).concat(unknown('e'))))).toBe('3/3, no score (1 unknown)');
    expect(score([]).percent).toBeNull();
    expect(score([skipped('a')]).percent).toBeNull();
    expect(score([unknown('a')]).percent).toBeNull();
  });
});
