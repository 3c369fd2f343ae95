import { expect, test } from 'vitest';
import { facts } from '../../../../shared/checks/expectations/facts.ts';
import { observed, refused } from '../../../fixtures/observation.ts';
import { fault, judged, met } from './expect.ts';

const told = observed({ facts: { role: 'primary', used: 12, tls: true, keys: ['user', 'password'] } });

test.each([
  [{ role: 'primary' }, true],
  [{ role: 'replica' }, false],
  [{ used: { lt: 80 } }, true],
  [{ used: { lt: 12 } }, false],
  [{ used: '12' }, false],
  [{ tls: true, keys: { contains: 'password' } }, true],
  [{ keys: { contains: 'host' } }, false],
  [{ lag: { absent: true } }, true],
  [{ role: { absent: true } }, false],
  [{ lag: { lt: 3, absent: true } }, true],
  [{ used: { lt: 80, absent: true } }, true],
  [{ used: { lt: 12, absent: true } }, false],
])('%j is %j', (written, ok) => {
  expect(met(facts, written, told)).toBe(ok);
});

test('what was not told is not met, and is named', () => {
  expect(judged(facts, { lag: { lt: 3 } }, told)).toEqual(['not met: lag < 3 | no lag']);
  expect(met(facts, { role: 'primary' }, refused)).toBe(false);
  expect(judged(facts, { used: { lt: 3, absent: true } }, told)).toEqual(['not met: used < 3 or absent | 12']);
});

test('a flag is named with what is wanted of it', () => {
  expect(judged(facts, { tls: false }, told)).toEqual(['not met: tls = false | true']);
  expect(judged(facts, { open: true }, told)).toEqual(['not met: open = true | no open']);
});

test('an inherited name is no fact', () => {
  expect(met(facts, { constructor: { exists: true } }, told)).toBe(false);
});

test.each([{}, { role: { about: 1 } }, 'primary'])('refuses %j', (written) => {
  expect(fault(facts, written)).toBeTypeOf('string');
});

test('names its patterns', () => {
  expect(facts.patterns?.({ role: { matches: 'x+' }, used: 1 })).toEqual(['x+']);
});
