import { expect, test } from 'vitest';
import { body } from '../../../../shared/checks/expectations/body.ts';
import { header } from '../../../../shared/checks/expectations/header.ts';
import { json } from '../../../../shared/checks/expectations/json.ts';
import { answered } from '../../../fixtures/observation.ts';
import { met } from './expect.ts';

const slow = '\\s+$';
const busy = `${' '.repeat(200_000)}x`;

test.each([
  ['body', body, { matches: slow }],
  ['body without', body, { notMatches: slow }],
  ['header', header, { 'x-long': { matches: slow } }],
  ['json', json, { '$.text': { matches: slow } }],
])('%s: a pattern that a long answer keeps busy is given up, neither met nor not met', (name, expectation, written) => {
  const seen = answered({ body: name === 'json' ? JSON.stringify({ text: busy }) : busy, headers: [['x-long', busy]] });
  const began = performance.now();
  expect(() => met(expectation, written, seen)).toThrow('the pattern /\\s+$/');
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('long answers are matched like short ones, also after one that was given up', () => {
  const seen = answered({ body: `${'a'.repeat(100_000)}\nready` });
  expect(() => met(body, { matches: slow }, answered({ body: busy }))).toThrow('200001 characters');
  expect(met(body, { matches: '^a+\\nready$', notMatches: 'error' }, seen)).toBe(true);
  expect(met(body, { matches: '^ready' }, seen)).toBe(false);
});
