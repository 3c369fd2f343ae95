import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Up to one write unit (1 KB) compression saves nothing and hides the text from people who look. */
const plainUpTo = 700;

/** Fast enough for a thousand checks; the best quality takes thirty times as long for a tenth less. */
const settings = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } };

/** Plain data as one attribute: JSON text while it is small, else the same text compressed. */
export const pack = (value: unknown): AttributeValue => {
  const json = Buffer.from(JSON.stringify(value));
  return json.length <= plainUpTo ? { S: json.toString() } : { B: brotliCompressSync(json, settings) };
};

/** What was packed. Throws whatever JSON and the decompression throw on foreign content. */
export const unpack = (attribute: AttributeValue | undefined): unknown =>
  JSON.parse(attribute?.B === undefined ? (attribute?.S ?? '') : brotliDecompressSync(attribute.B).toString());

const textBytes = (text: string): number => Buffer.byteLength(text);

const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return textBytes(value.S);
  if (value.B !== undefined) return value.B.length;
  if (value.N !== undefined) return Math.ceil(value.N.replace(/[^0-9]/g, '').length / 2) + 1;
  throw new TypeError('Only text, numbers and bytes are stored.');
};

/**
 * An item's size in bytes as DynamoDB counts it: names and values, a number as one byte for two digits and one more.
 * Source: Amazon DynamoDB developer guide, "DynamoDB item sizes and formats".
 */
export const itemBytes = (item: Readonly<Record<string, AttributeValue>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0);
