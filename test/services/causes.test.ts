import { expect, it } from 'vitest';
import { causes } from '../../local/lab/causes/index.ts';
import { redisCauses } from '../../local/lab/causes/redis.ts';
import { table, testCauses } from './seen.ts';

it('has every cause, and something to see of each', () => {
  expect(new Set(Object.keys(table))).toEqual(new Set(Object.keys(causes)));
  expect(Object.entries(table).filter(([, { exactly, telling }]) => Object.keys({ ...exactly, ...telling }).length === 0)).toEqual([]);
});

testCauses(Object.fromEntries(Object.entries(table).filter(([id]) => !(id in redisCauses))));
