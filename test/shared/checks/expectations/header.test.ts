import { describe, expect, test } from 'vitest';
import { header } from '../../../../shared/checks/expectations/header.ts';
import { answered, refused } from '../../../fixtures/observation.ts';
import { fault, judged, met } from './expect.ts';

const seen = answered({ headers: [['content-type', 'application/json; charset=utf-8'], ['vary', 'Origin'], ['vary', 'Accept']] });

describe('header', () => {
  test.each([
    [{ 'content-type': 'application/json; charset=utf-8' }, true],
    [{ 'content-type': 'application/json' }, false],
    [{ 'Content-Type': { contains: 'json' } }, true],
    [{ 'content-type': { contains: 'html' } }, false],
    [{ 'content-type': { matches: '^application/(?:json|problem)' } }, true],
    [{ 'content-type': { matches: '^json' } }, false],
    [{ vary: 'Accept' }, true],
    [{ vary: { present: true } }, true],
    [{ server: { present: true } }, false],
    [{ server: { absent: true } }, true],
    [{ vary: { absent: true } }, false],
    [{ vary: 'Origin', server: { present: true } }, false],
    [{ vary: { notContains: 'Cookie' } }, true],
    [{ vary: { notContains: 'Accept' } }, false],
    [{ server: { notContains: 'nginx' } }, true],
    [{ '*': { notContains: 'Cookie' } }, true],
    [{ '*': { notContains: 'utf-8' } }, false],
    [{ '*': { notContains: 'content-' } }, false],
  ])('%j is %j', (written, ok) => {
    expect(met(header, written, seen)).toBe(ok);
  });

  test("shows nobody's cookie or key, though it judges by it", () => {
    const session = answered({ headers: [['set-cookie', 'sid=Zq7plain; Path=/'], ['x-api-key', 'Zq7plain']] });
    expect(met(header, { 'set-cookie': { contains: 'sid=' } }, session)).toBe(true);
    const told = judged(header, { 'set-cookie': { contains: 'Secure' }, 'x-api-key': { absent: true } }, session);
    expect(told).toHaveLength(2);
    expect(told.join()).not.toContain('Zq7plain');
    expect(told.join()).toContain('[redacted]');
  });

  test('says in words what was expected and what came', () => {
    expect(judged(header, { Vary: 'Cookie', etag: { present: true } }, seen)).toEqual([
      'not met: header vary = "Cookie" | "Origin", "Accept"',
      'not met: header etag present | no such header',
    ]);
    expect(judged(header, { 'vary': { notContains: 'Accept' }, '*': { notContains: 'Accept' } }, seen)).toEqual([
      'not met: header vary without "Accept" | "Origin", "Accept"',
      'not met: every header without "Accept" | vary "Accept"',
    ]);
    expect(judged(header, { '*': { notContains: 'Cookie' } }, seen)).toEqual(['met: every header without "Cookie" | 3 headers']);
  });

  test('is not met when nobody answered, not even a header that must be absent', () => {
    expect(met(header, { server: { absent: true } }, refused)).toBe(false);
    expect(met(header, { '*': { notContains: 'x' } }, refused)).toBe(false);
  });

  test.each([
    {}, { 'a b': 'x' }, { vary: { absent: false } }, { vary: { contains: '' } }, { vary: {} }, { vary: { matches: '(' } },
    { vary: { notContains: '' } }, { '*': { present: true } }, { '*': 'x' },
  ])('refuses %j', (written) => {
    expect(fault(header, written)).toBeTypeOf('string');
  });

  test('names its patterns', () => {
    expect(header.patterns?.({ a: { matches: 'x+' }, b: 'y' })).toEqual(['x+']);
  });
});
