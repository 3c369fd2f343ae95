import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../../shared/probes/http/answer-parser.ts';
import { decodeBody } from '../../../../shared/probes/http/decode.ts';

const text = 'hello hello hello hello';
const coders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: (body) => gzipSync(body), 'x-gzip': (body) => gzipSync(body), br: (body) => brotliCompressSync(body),
  deflate: (body) => deflateSync(body), identity: (body) => body,
};
const shown = (decoded: Buffer | Refusal) => (Buffer.isBuffer(decoded) ? decoded.toString() : decoded);
const decode = (coding: string, body: Buffer, maxBytes = 1_000) => decodeBody([['content-encoding', coding]], body, maxBytes);

describe.each(Object.keys(coders))('a body in %s', (coding) => {
  const coded = coders[coding]?.(Buffer.from(text)) ?? Buffer.alloc(0);

  test('is read, whatever the case of the name', () => {
    expect(shown(decode(coding, coded))).toBe(text);
    expect(shown(decode(coding.toUpperCase(), coded))).toBe(text);
  });

  test('of nothing is nothing', () => {
    expect(decode(coding, Buffer.alloc(0))).toEqual(Buffer.alloc(0));
  });
});

describe.each(['gzip', 'br', 'deflate'])('%s', (coding) => {
  const coder = coders[coding] ?? ((body) => body);

  test('that unpacks to more than the limit is too large, however small it is', () => {
    const bomb = coder(Buffer.alloc(4 * 1_048_576));
    expect(decode(coding, bomb, 65_536)).toMatchObject({ reason: 'too-large' });
  });

  test('that is cut short or is something else is malformed', () => {
    const coded = coder(Buffer.from(text));
    expect(decode(coding, coded.subarray(0, -3))).toMatchObject({ reason: 'malformed' });
    expect(decode(coding, Buffer.from('{"status":"healthy"}'))).toMatchObject({ reason: 'malformed' });
  });
});

test('deflate without the zlib header is read too', () => {
  expect(shown(decode('deflate', deflateRawSync(text)))).toBe(text);
});

test('several codings are undone from the last to the first', () => {
  const coded = brotliCompressSync(gzipSync(text));
  expect(shown(decode('gzip, br', coded))).toBe(text);
  expect(shown(decodeBody([['content-encoding', 'gzip'], ['content-encoding', 'br']], coded, 1_000))).toBe(text);
});

test.each(['zstd', 'constructor', 'gzip, gzip, gzip, gzip'])('%s was not asked for', (coding) => {
  expect(decode(coding, gzipSync(text))).toMatchObject({ reason: 'malformed' });
});

test.each(['', 'gzip,', ' , gzip', 'gzip , ,'])('an empty element, as in "%s", names no coding', (coding) => {
  const coded = coding.includes('gzip') ? gzipSync(text) : Buffer.from(text);
  expect(shown(decode(coding, coded))).toBe(text);
});
