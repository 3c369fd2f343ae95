import { describe, expect, test } from 'vitest';
import { body } from '../../../../shared/checks/expectations/body.ts';
import { answered, refused } from '../../../fixtures/observation.ts';
import { fault, idle, judged, met } from './expect.ts';

const seen = answered({ body: '<title>Zürich MLflow</title>\nready' });

describe('body', () => {
  test.each([
    [{ contains: 'Zürich' }, true],
    [{ contains: 'zürich' }, false],
    [{ contains: ['MLflow', 'ready'] }, true],
    [{ contains: ['MLflow', 'absent'] }, false],
    [{ notContains: 'error' }, true],
    [{ notContains: ['error', 'ready'] }, false],
    [{ matches: 'Z.rich' }, true],
    [{ matches: '^ready$' }, false],
    [{ matches: '(?i:mlFLOW)' }, true],
    [{ notMatches: '^$' }, true],
    [{ notMatches: ['x', 'read[xy]'] }, false],
    [{ contains: 'MLflow', matches: 'rea', notMatches: 'MLflow$' }, true],
  ])('%j is %j', (written, ok) => {
    expect(met(body, written, seen)).toBe(ok);
  });

  test('quotes what was expected, and never the body', () => {
    expect(judged(body, { contains: 'healthy', notContains: 'ready', matches: '^OK$' }, seen)).toEqual([
      'not met: a body containing "healthy" | 35 bytes without it',
      'not met: a body without "ready" | it',
      'not met: a body matching /^OK$/ | 35 bytes without it',
    ]);
  });

  test('is not met when nobody answered, not even a text that must not be there', () => {
    expect(met(body, { notContains: 'error' }, refused)).toBe(false);
    expect(met(body, { notMatches: 'error' }, refused)).toBe(false);
  });

  test.each([{}, { contains: '' }, { contains: [] }, { matches: '[' }, { includes: 'x' }])('refuses %j', (written) => {
    expect(fault(body, written)).toBeTypeOf('string');
  });

  test.each([
    '.*', 'a*', '^', '(?:ok)?', '[^]*$', '^[\\s\\S]{0,}$', '[^x]*', 'a{0,5}', '^|x', '(?:)',
  ])('can never fail with the pattern %s', (matches) => {
    expect(idle(body, { matches: ['ready', matches] })).toBe(`/${matches}/ matches every body`);
  });

  test.each([
    '^$', '^\\s*$', '.', 'a+', '^a*$', '^(?!.*error)', '^(?![\\s\\S]*Traceback)', '^[^\\uFFFD]*$', '^[\\0-\\uFFFC]*$', '^[^]{0,999999}$',
    '^(?:[\\0-z{\\[]|$)', '(?<!\\})$',
  ])('can fail with the pattern %s', (matches) => {
    expect(idle(body, { matches })).toBeUndefined();
  });

  test.each([
    '(?!)', '[]', 'x^', '[]+', 'a[]', '[a-z]\\d^', '\\n^', '$x', '[]|x^', 'a?b^', '(?<!)|$.', 'a{2}b^',
    '[^\\s\\S]', '[^\\w\\W]+', '\\b\\B', 'a\\bb', '\\s\\b\\W', 'a\\B ', '[a-z]\\b\\d', '^\\Ba', 'a\\B$', '\\B^x',
    '(?:[])', '((?:x^)|[])', '(?=[])', 'a+\\bb',
  ])('can never fail without the pattern %s', (notMatches) => {
    expect(idle(body, { notMatches: ['error', notMatches] })).toBe(`/${notMatches}/ matches no body`);
  });

  test.each([
    '', 'x', '^x$', '[]|x', '[]?', '[]*x', 'x*^', 'x?^y', 'x{0}^', 'x{0,1}^', '^^', '$$', '\\b^', '(a?)\\1^', '(?<a>b?)\\k<a>^',
    '(?m:^)', '$\\B|^', 'x(?m:^)', 'x|^y', '[\\]x]^|y', '\\[]', '(?:x^)?', '(?!x)', '[^]', '(?:|x)^', '$^', 'a|$', '(?:[])*',
    '\\bx?\\B', 'a\\b', 'a\\b ', 'a\\Bb', 'a\\b[^]b', 'a\\b.?b', '\\b^', '^\\B', '\\B$', 'a(?:x)?\\bb', 'a\\b(?:)b|x',
    '(?i:[^x])', '(?m:x^)', '(?:x|[])', '(?m:\\n^)', '[^\\s]', '(?!x)\\bb', 'x??^', '\\(^|\\)', '[(]|[)]^', '(?=x)^',
  ])('can fail without the pattern %s', (notMatches) => {
    expect(idle(body, { notMatches })).toBeUndefined();
  });

  test.each([
    [{ maxBytes: 4 }, 'error'], [{ maxBytes: 4 }, ['x', 'Zürich']], [{ read: 4 }, 'ERROR'], [{ maxBytes: 5 }, 'üüü'],
  ])('can never fail without a text that is longer than what is read: %j, %j', (settings, notContains) => {
    expect(idle(body, { notContains }, { settings })).toMatch(/^".+" is longer than what is read, [45] bytes \((?:maxBytes|read)\)$/);
  });

  test.each([
    [{ maxBytes: 5 }, 'error'], [{ read: 5 }, ['x', 'ERROR']], [{ maxBytes: 6 }, 'üüü'], [{ read: 2 }, '\uFFFD\uFFFD'], [{}, 'error'],
    [{ read: undefined }, 'error'],
  ])('can fail without a text that is no longer: %j, %j', (settings, notContains) => {
    expect(idle(body, { notContains }, { settings })).toBeUndefined();
  });
});
