import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { json } from '../../../../shared/checks/expectations/json.ts';
import { answered, refused } from '../../../fixtures/observation.ts';
import { fault, judged, met } from './expect.ts';

const value = {
  status: 'healthy', count: 3, text: '3', ratio: 0.5, on: true, none: null, empty: '',
  list: ['a', 'b', { x: 1 }], texts: ['ab', 'c'], checks: { database: { ok: true } },
};
const seen = answered({ headers: [['content-type', 'application/json']], body: JSON.stringify(value) });

describe('json', () => {
  test.each([
    [{ '$.status': 'healthy' }, true],
    [{ '$.status': 'Healthy' }, false],
    [{ '$.count': 3 }, true],
    [{ '$.count': '3' }, false],
    [{ '$.text': 3 }, false],
    [{ '$.on': true }, true],
    [{ '$.on': 'true' }, false],
    [{ '$.on': 1 }, false],
    [{ '$.none': null }, true],
    [{ '$.none': 0 }, false],
    [{ '$.empty': '' }, true],
    [{ '$.list': ['a', 'b', { x: 1 }] }, true],
    [{ '$.list': ['b', 'a', { x: 1 }] }, false],
    [{ '$.list': 'a,b,[object Object]' }, false],
    [{ '$.checks': { eq: { database: { ok: true } } } }, true],
    [{ '$.checks': { eq: { database: {} } } }, false],
    [{ '$.count': { lt: 4, gte: 3 } }, true],
    [{ '$.count': { lt: 3 } }, false],
    [{ '$.text': { lt: 4 } }, false],
    [{ '$.none': { lt: 4 } }, false],
    [{ '$.list': { lt: 4 } }, false],
    [{ '$.ratio': { gt: 0.4, lte: 0.5 } }, true],
    [{ '$.count': { ne: 4 } }, true],
    [{ '$.count': { ne: 3 } }, false],
    [{ '$.status': { contains: 'heal' } }, true],
    [{ '$.list': { contains: 'b' } }, true],
    [{ '$.list': { contains: { x: 1 } } }, true],
    [{ '$.list': { contains: 'c' } }, false],
    [{ '$.count': { contains: 3 } }, false],
    [{ '$.status': { matches: '^h' } }, true],
    [{ '$.count': { matches: '3' } }, false],
    [{ '$.none': { exists: true } }, true],
    [{ '$.lost': { exists: true } }, false],
    [{ '$.lost': { absent: true } }, true],
    [{ '$.none': { absent: true } }, false],
    [{ '$.count': { type: 'integer' } }, true],
    [{ '$.ratio': { type: 'integer' } }, false],
    [{ '$.ratio': { type: 'number' } }, true],
    [{ '$.none': { type: 'null' } }, true],
    [{ '$.none': { type: 'object' } }, false],
    [{ '$.list': { type: 'array', length: 3 } }, true],
    [{ '$.list': { length: { gt: 3 } } }, false],
    [{ '$.status': { length: { gte: 7 } } }, true],
    [{ '$.checks': { length: 1 } }, false],
    [{ '$.list': { each: { type: 'string' } } }, false],
    [{ '$.texts': { each: { type: 'string', length: { gt: 0 } } } }, true],
    [{ '$.texts': { each: { length: { gt: 1 } } } }, false],
    [{ '$.status': { each: { type: 'string' } } }, false],
    [{ '$.list.length': 3 }, true],
    [{ '$.status': 'healthy', '$.count': 4 }, false],
  ])('%j is %j', (written, ok) => {
    expect(met(json, written, seen)).toBe(ok);
  });

  test.each([5, 'x', null, [[]], { lt: 5 }, { gt: -1 }, { ne: 1 }, { contains: '' }, { length: 0 }, { type: 'null' }])(
    'a missing field fails and is named when %j is expected of it', (wanted) => {
      const [words] = judged(json, { '$.checks.queue.depth': wanted }, seen);
      expect(words).toMatch(/^not met: \$\.checks\.queue\.depth .+ \| \$\.checks\.queue is missing$/);
    },
  );

  test('says in words what was expected and what is there', () => {
    const lists = { '$.list': { length: { gt: 5 } }, '$.text': { type: 'number' }, '$.texts': { each: { length: { gt: 1 } } } };
    const written = { '$.count': { gte: 5, lt: 9 }, '$.status': 'ok', ...lists };
    expect(judged(json, written, seen)).toEqual([
      'not met: $.count < 9 and ≥ 5 | 3',
      'not met: $.status = "ok" | "healthy"',
      'not met: $.list of length > 5 | ["a","b",{"x":1}]',
      'not met: $.text of type number | "3"',
      'not met: $.texts with each of length > 1 | ["ab","c"]',
    ]);
  });

  test('a body that is not JSON fails, also where a field must be absent', () => {
    const page = answered({ headers: [['content-type', 'text/html']], body: '<html></html>' });
    expect(judged(json, { '$.a': { absent: true } }, page)).toEqual(['not met: $.a absent | a body that is not JSON (text/html)']);
    expect(judged(json, { '$.a': 1 }, answered())).toEqual(['not met: $.a = 1 | an empty body']);
    expect(judged(json, { '$.a': 1 }, refused)).toEqual(['not met: $.a = 1 | no answer']);
  });

  test('nested deeper than it can be written again is judged all the same', () => {
    const deep = answered({ body: `${'['.repeat(20_000)}${']'.repeat(20_000)}` });
    expect(judged(json, { $: { type: 'array' } }, deep)).toEqual(['met: $ of type array | [[[…']);
    expect(met(json, { $: { type: 'object' } }, deep)).toBe(false);
  });

  test('behind a byte order mark is JSON all the same', () => {
    expect(met(json, { '$.status': 'healthy' }, answered({ body: '\uFEFF{"status":"healthy"}' }))).toBe(true);
  });

  test('every JSON value equals itself, and no value of another type', () => {
    // A description cannot hold the name __proto__: loading it is a fault.
    const sayable = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('"__proto__"'));
    fc.assert(fc.property(sayable, sayable, (one, other) => {
      fc.pre(typeof one !== typeof other);
      const body = JSON.stringify(one);
      expect(met(json, { $: { eq: JSON.parse(body) } }, answered({ body }))).toBe(true);
      expect(met(json, { $: { eq: other } }, answered({ body }))).toBe(false);
    }));
  });

  test.each([
    {}, { status: 1 }, { '$.a': {} }, { '$.a': { equals: 1 } }, { '$.a': { lt: '5' } }, { '$.a': { type: 'text' } },
    { '$.a': { exists: false } }, { '$.a': { matches: '(' } }, { '$.a': { length: -1 } },
  ])('refuses %j', (written) => {
    expect(fault(json, written)).toBeTypeOf('string');
  });

  test('names its patterns', () => {
    expect(json.patterns?.({ '$.a': { matches: 'x+' }, '$.b': 'y', '$.c': null })).toEqual(['x+']);
  });
});
