import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, parseJsonPath } from '../../../../shared/checks/expectations/json-path.ts';

describe('a path', () => {
  test.each([
    ['$', []],
    ['$.a.b', ['a', 'b']],
    ['$.a[0][12]', ['a', 0, 12]],
    ["$['x y'].length", ['x y', 'length']],
    ['$["it\'s"]', ["it's"]],
    ["$['a\\'b\\\\c']", ["a'b\\c"]],
    ['$.content-type.$ref._x', ['content-type', '$ref', '_x']],
  ])('%s has the steps %j', (path, steps) => {
    expect(parseJsonPath(path)).toEqual(steps);
  });

  test.each([
    '', 'a', '.a', '$a', '$.', '$..a', '$.*', '$[*]', '$[-1]', '$[0',
    "$['a]", "$['a\"]", '$.a b', '$[?(@.a)]', '$[1:2]', '$ ',
  ])('%j is none', (path) => {
    expect(parseJsonPath(path)).toBeUndefined();
  });

  test('written with quotes leads to any name', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' })), (names) => {
      const path = `$${names.map((name) => `['${name.replace(/[\\']/g, '\\$&')}']`).join('')}`;
      const root = names.reduceRight<unknown>((value, name) => Object.fromEntries([[name, value]]), 7);
      expect(at(root, parseJsonPath(path) ?? ['unparsed'])).toEqual({ found: true, value: 7 });
    }));
  });
});

describe('what is at a path', () => {
  const root = { list: [{ n: 1 }, null], text: 'four', length: 9, nothing: null, inner: { length: 'own' } };

  test.each([
    ['$.list[0].n', 1],
    ['$.list[1]', null],
    ['$.list.length', 2],
    ['$.text.length', 4],
    ['$.length', 9],
    ['$.inner.length', 'own'],
    ['$.nothing', null],
  ])('%s is found', (path, value) => {
    expect(at(root, parseJsonPath(path) ?? [])).toEqual({ found: true, value });
  });

  test.each([
    ['$.lost', '$.lost'],
    ['$.lost.deeper', '$.lost'],
    ['$.list[2]', '$.list[2]'],
    ['$.list.n', '$.list.n'],
    ["$.list['0']", "$.list['0']"],
    ['$.inner[0]', '$.inner[0]'],
    ['$.text[0]', '$.text[0]'],
    ['$.nothing.x', '$.nothing.x'],
    ['$.toString', '$.toString'],
    ['$.list.constructor', '$.list.constructor'],
    ["$.inner['x y']", "$.inner['x y']"],
  ])('%s is missing, and %s is the first step that is', (path, missing) => {
    expect(at(root, parseJsonPath(path) ?? [])).toEqual({ found: false, missing });
  });
});
