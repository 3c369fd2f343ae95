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

  test.each(['.*', 'a*', '^', '(?:ok)?', '[^]*$', '[^x]*', 'a{0,5}', '^|x', '(?:)'])('can never fail with the pattern %s', (matches) => {
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
  ])('can never fail without the pattern %s', (notMatches) => {
    expect(idle(body, { notMatches: ['error', notMatches] })).toBe(`/${notMatches}/ matches no body`);
  });

  test.each([
    '', 'x', '^x$', '[]|x', '[]?', '[]*x', 'x*^', 'x?^y', 'x{0}^', 'x{0,1}^', '^^', '$$', '\\b^', '(a?)\\1^', '(?<a>b?)\\k<a>^',
    '(?m:^)', '$\\B|^', 'x(?m:^)', 'x|^y', '[\\]x]^|y', '\\[]', '(?:x^)?', '(?!x)', '[^]', '(?:|x)^', '$^', 'a|$', '(?:[])*',
    'x??^', '\\(^|\\)', '[(]|[)]^', '(?=x)^',
  ])('can fail without the pattern %s', (notMatches) => {
    expect(idle(body, { notMatches })).toBeUndefined();
  });
});
