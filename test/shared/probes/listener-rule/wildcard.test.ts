import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsWildcard } from '../../../../shared/probes/listener-rule/wildcard.ts';

test.each<[string, string, boolean]>([
  ['/api/*', '/api/', true], ['/api/*', '/api/v1/models', true], ['/api/*', '/api', false], ['/api/*', '/apis/x', false],
  ['*', '', true], ['', '', true], ['', 'a', false], ['?', '', false], ['a?c', 'abc', true], ['a?c', 'ac', false],
  ['*.example.com', 'auth.example.com', true], ['*.example.com', 'example.com', false], ['a*b*c', 'a-b-b-c', true], ['a*b', 'a-b-', false],
  ['*a*', 'bbb', false], ['a.c', 'abc', false], ['/x[1]', '/x[1]', true], ['**', 'a', true], ['/*/b', '/a/c/b', true],
])('%j fits %j: %j', (pattern, text, fits) => {
  expect(fitsWildcard(pattern, text)).toBe(fits);
});

const letters = (some: string) => fc.string({ unit: fc.constantFrom(...some), maxLength: 9 });
const escaped = (pattern: string) => pattern.replace(/[a.]/g, (character) => `[${character}]`).replaceAll('*', '.*').replaceAll('?', '.');

test('it is what a regular expression of the same meaning says', () => {
  fc.assert(fc.property(letters('a.*?'), letters('a.'), (pattern, text) => {
    expect(fitsWildcard(pattern, text)).toBe(new RegExp(`^${escaped(pattern)}$`).test(text));
  }));
});

test('it does not take ever longer for a pattern that nearly fits in many ways', () => {
  expect(fitsWildcard(`${'a*'.repeat(60)}b`, 'a'.repeat(4_000))).toBe(false);
});
