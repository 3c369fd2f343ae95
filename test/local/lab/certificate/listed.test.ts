import { expect, it } from 'vitest';
import { fits } from '../../../../local/lab/certificate/listed.ts';

it.each([
  ['a.test', 'a.test', true], ['a.test', 'b.test', false], ['a.test', 'x.a.test', false],
  ['*.a.test', 'x.a.test', true], ['*.a.test', 'a.test', false], ['*.a.test', 'y.x.a.test', false], ['*.a.test', '.a.test', false], ['*.a.test', 'x.b.test', false],
])('a certificate for %s fits %s: %s', (name, asked, does) => {
  expect(fits(name, asked)).toBe(does);
});
