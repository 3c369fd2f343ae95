import { describe, expect, test } from 'vitest';
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

describe('with words for people', () => {
  const seen = observed({ facts: { value: 66.666667, near: 1.0004, healthy: 0, without: ['mlflow', 'auth'], none: [], reasons: ['Target.Draining'], status: 'stopped' } });

  test.each([
    ['a quantity and its unit', { value: { lte: 1, words: { called: 'error rate', unit: '%' } } }, 'error rate ≤ 1 % | 66.7 %'],
    ['as many digits as it takes', { near: { lte: 1, words: { unit: '%' } } }, 'near ≤ 1 % | 1.0004 %'],
    ['what should not be in a list', { without: { eq: [], words: { called: 'services without an instance' } } }, 'no services without an instance | mlflow, auth'],
    ['what says why', { healthy: { gte: 1, words: { called: 'healthy targets', why: 'reasons' } } }, 'healthy targets ≥ 1 | 0 (Target.Draining)'],
    ['nothing that says why', { healthy: { gte: 1, words: { why: 'none' } } }, 'healthy ≥ 1 | 0'],
    ['words instead of a pattern', { status: { matches: '^ok$', words: { called: 'a status', wants: 'that serves' } } }, 'a status that serves | "stopped"'],
    ['what was not told', { lag: { lte: 1, words: { called: 'delay', unit: 's' } } }, 'delay ≤ 1 s | no lag'],
  ] as const)('tells of %s', (_, written, words) => {
    expect(judged(facts, written, seen)).toEqual([`not met: ${words}`]);
  });

  test('compares just so', () => {
    expect(met(facts, { value: { gt: 66, words: { called: 'error rate', unit: '%' } } }, seen)).toBe(true);
    expect(facts.patterns?.({ status: { matches: 'x+', words: { called: 'status' } } })).toEqual(['x+']);
  });

  test.each([{ value: { words: { called: 'error rate' } } }, { value: { lte: 1, words: { calling: 'x' } } }, { value: { lte: 1, words: 'error rate' } }])('refuses %j', (written) => {
    expect(fault(facts, written)).toBeTypeOf('string');
  });
});
