import { expect, test } from 'vitest';
import { categoriesOf, publishingCategory } from '../../../shared/platform/category.ts';
import { aPlatform } from '../../fixtures/platform.ts';

const { schedule } = aPlatform();

test('categories are those that have checks, in their own order', () => {
  expect(categoriesOf([{ category: 'routing' }, { category: 'endpoints' }, { category: 'routing' }])).toEqual(['endpoints', 'routing']);
});

test('the most frequent category publishes, the first of them; one without checks never runs, and cannot', () => {
  expect(publishingCategory(['infrastructure', 'endpoints', 'routing'], schedule)).toBe('infrastructure');
  expect(publishingCategory(['infrastructure', 'endpoints', 'routing'], { ...schedule, infrastructure: 300_000 })).toBe('endpoints');
  expect(publishingCategory(['routing'], schedule)).toBe('routing');
  expect(publishingCategory([], schedule)).toBeUndefined();
});
