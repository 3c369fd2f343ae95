import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { common, sizeOf, tagsOf, union, without } from '../../../shared/health/tags.ts';

const ids = fc.uniqueArray(fc.nat(400).map((number) => `infrastructure/check-${number}`), { maxLength: 40 });

it('are to each other as the sets they stand for', () => {
  fc.assert(fc.property(ids, ids, (one, other) => {
    const [a, b] = [tagsOf(one), tagsOf(other)];
    expect(common(a, b)).toBe(tagsOf(one.filter((id) => other.includes(id))));
    expect(without(a, b)).toBe(tagsOf(one.filter((id) => !other.includes(id))));
    expect(union(a, b)).toBe(tagsOf([...new Set([...one, ...other])]));
    expect(sizeOf(a)).toBe(one.length);
  }));
});

it('do not depend on the order of what they stand for', () => {
  expect(tagsOf(['a', 'b', 'c'])).toBe(tagsOf(['c', 'a', 'b']));
});
