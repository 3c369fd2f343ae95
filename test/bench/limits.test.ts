import { expect, test } from 'vitest';
import { verdict } from '../../bench/limits.ts';

test('one figure over its limit by a tenth is told, whatever the others are', () => {
  expect(verdict([[0.9, 1], [2.1, 2]])).toBe('  OVER THE LIMIT');
  expect(verdict([[1_501, 1_500]])).toBe('  OVER THE LIMIT');
});

test('what is within its limit, not known or over it by noise is not', () => {
  expect(verdict([[1.04, 1], [2, 2], [1e9, Infinity], [Number.NaN, 1]])).toBe('');
});
