import { expect, test } from 'vitest';
import { itemBytes, pack, unpack } from '../../../shared/aws/payload.ts';

test('small data stays readable text, large data is compressed', () => {
  expect(pack({ a: 'ü' })).toEqual({ S: '{"a":"ü"}' });
  const packed = pack({ a: 'ü'.repeat(5_000) });
  expect(packed.S).toBeUndefined();
  expect(packed.B?.length).toBeLessThan(200);
});

test.for([0, 690, 691, 692, 693, 5_000])('what was packed is unpacked unchanged, with %i characters', (length) => {
  const value = { text: 'x'.repeat(length), nested: [{ none: null, number: 1.5 }] };
  expect(unpack(pack(value))).toEqual(value);
});

test.for([
  { attribute: undefined }, { attribute: { S: '{' } }, { attribute: { B: Buffer.from('not compressed') } },
])('what nobody packed cannot be unpacked: $attribute', ({ attribute }) => {
  expect(() => unpack(attribute)).toThrow(Error);
});

test.for([
  { item: { pk: { S: 'ab' } }, bytes: 4 },
  { item: { pk: { S: 'ü' } }, bytes: 4 },
  { item: { n: { N: '1754376000' } }, bytes: 1 + 5 + 1 },
  { item: { n: { N: '-1.5' } }, bytes: 1 + 1 + 1 },
  { item: { b: { B: new Uint8Array(10) }, s: { S: '' } }, bytes: 1 + 10 + 1 },
])('an item counts its names and values: $bytes bytes', ({ item, bytes }) => {
  expect(itemBytes(item)).toBe(bytes);
});
