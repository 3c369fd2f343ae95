import { describe, expect, it } from 'vitest';
import { isPartial, withFirst } from '../../../shared/health/firsts.ts';

describe('first attempts', () => {
  it('of the last ten runs that could tell are kept', () => {
    const many = [true, false, undefined, true, false, false, false, false, false, false, false, true];
    expect(many.reduce(withFirst, '')).toBe('.x.......x');
  });
});

/** Ten checks, of which so many fail in each of the runs named. */
const ten = (failing: number, runs: string) => Array.from({ length: 10 }, (_, index) => (index < failing ? runs : '..........'));

describe('a service answers only in part', () => {

  it.each([
    ['a fifth of all first attempts fails, in four runs', ten(6, '.x.x.x.x..'), true],
    ['a half of them in all, one moment included in which none succeeded', ten(10, '.........x').map((firsts, index) => (index < 2 ? 'x.x......x' : firsts)), false],
    ['a little less', [...ten(4, '.x.x.x.x.x').slice(0, 9), '..........'].map((firsts, index) => (index === 3 ? '.x.x.x.x..' : firsts)), false],
    ['more, but in three runs', ten(10, '.....x.x.x'), false],
    ['one check alone, in four runs of ten', ['.x.x.x.x..'], false],
    ['one check alone, in nine of ten', ['xxxxxx.xxx'], true],
    ['nothing is known', ['', ''], false],
  ] as const)('%s', (_, firsts, partial) => {
    expect(isPartial(firsts, false)).toBe(partial);
  });

  it('until less than a tenth fails', () => {
    expect(isPartial(ten(10, '.........x'), true)).toBe(true);
    expect(isPartial(ten(9, '.........x'), true)).toBe(false);
    expect(isPartial([], true)).toBe(false);
  });
});
