import { expect, test } from 'vitest';
import { didYouMean } from '../../../shared/platform/closest.ts';

const known = ['infrastructure', 'endpoints', 'routing', 'service', 'services'];

test.each([
  ['routng', 'routing'], ['ROUTING', 'routing'], ['rout', 'routing'], ['infra', 'infrastructure'], ['servcie', 'service'],
])('%s is taken for %s', (written, meant) => {
  expect(didYouMean(written, known)).toBe(`did you mean "${meant}"?`);
});

test.each(['x', 'ro', 'ser', 'database'])('%s is taken for nothing', (written) => {
  expect(didYouMean(written, known)).toBeUndefined();
});
