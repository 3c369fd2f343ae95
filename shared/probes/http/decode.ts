import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Refusal } from './answer-parser.ts';
import type { Fields } from './fields.ts';
import { own } from '../../platform/own.ts';

type Decoder = (coded: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

/** RFC 1950, 2.2. `deflate` means the zlib format, but some servers send the bare data; the header's check bits tell them apart. */
const isZlib = (coded: Buffer) => coded.length >= 2 && ((coded[0] ?? 0) & 0x0f) === 8 && coded.readUInt16BE(0) % 31 === 0;

/** RFC 9110, 8.4.1: the content codings that are asked for. */
const decoders: Readonly<Record<string, Decoder>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  deflate: (coded, options) => (isZlib(coded) ? inflateSync : inflateRawSync)(coded, options),
  identity: (coded) => coded,
};

/** More than one is unheard of; a long list is only there to keep a reader busy. */
const maxCodings = 3;

/** In the order in which they were applied. RFC 9110, 5.6.1.2: empty elements of a list are ignored. */
const codingsOf = (headers: Fields): readonly string[] => headers
  .filter((field) => field[0] === 'content-encoding')
  .flatMap(([, value]) => value.toLowerCase().split(',').map((coding) => coding.trim()))
  .filter((coding) => coding !== '');

/**
 * Undoes the content codings of a body, in at most `maxBytes` each. In the same turn: what it works on is at most `maxBytes` long,
 * and a thread pool's queue would show in the measured time.
 */
export const decodeBody = (headers: Fields, coded: Buffer, maxBytes: number): Buffer | Refusal => {
  const codings = codingsOf(headers);
  if (codings.length === 0 || coded.length === 0) return coded;
  if (codings.length > maxCodings) return { reason: 'malformed', detail: 'The answer is encoded too many times over.' };
  let body = coded;
  for (const coding of codings.toReversed()) {
    const decode = own(decoders, coding);
    if (decode === undefined) return { reason: 'malformed', detail: 'The encoding of the answer is not one that was offered.' };
    try {
      body = decode(body, { maxOutputLength: maxBytes });
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? { reason: 'too-large', detail: `The body of the answer is larger than ${maxBytes} bytes when unpacked.` }
        : { reason: 'malformed', detail: `The answer is not in the encoding it names: ${coding}.` };
    }
  }
  return body;
};
