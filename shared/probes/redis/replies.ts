import type { Reader, Refusal } from '../dial/dialogue.ts';
import { Growing } from '../http/growing.ts';

/**
 * What a server says, piece by piece: of an array its length, and then what is in it. A text that is not there is undefined.
 * Source: Redis serialization protocol specification, RESP2.
 */
export type Reply =
  | { readonly type: 'text'; readonly text: string | undefined }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'array'; readonly length: number }
  | { readonly type: 'error'; readonly message: string };

/** Bytes of all that is read in one session: a healthy one has less than a hundredth of it. */
export const most = 1_048_576;
/** Of what begins a reply, but for errors and short texts. */
const longestNumber = 21;
const lineEnd = '\r\n';

const notRedis: Refusal = { reason: 'malformed', detail: 'What answers does not speak the Redis protocol.' };
const tooLarge: Refusal = { reason: 'too-large', detail: `The server says more than the ${most} bytes that are read.` };

const types = new Set(['+', '-', ':', '$', '*']);
const isWhole = (text: string): boolean => /^-?\d+$/.test(text) && text.length <= longestNumber;

/** A reply, and where the next one begins; undefined where it is not complete. */
type Read = { readonly reply: Reply; readonly end: number } | 'wrong' | undefined;

const bulk = (bytes: Buffer, start: number, length: number): Read => {
  if (length === -1) return { reply: { type: 'text', text: undefined }, end: start };
  const end = start + length;
  if (length < 0 || length > most) return 'wrong';
  if (bytes.length < end + lineEnd.length) return undefined;
  if (bytes.toString('latin1', end, end + lineEnd.length) !== lineEnd) return 'wrong';
  return { reply: { type: 'text', text: bytes.toString('utf8', start, end) }, end: end + lineEnd.length };
};

const read = (bytes: Buffer): Read => {
  const type = bytes.toString('latin1', 0, 1);
  if (type === '') return undefined;
  if (!types.has(type)) return 'wrong';
  const counts = type === ':' || type === '$' || type === '*';
  const lineAt = bytes.indexOf(lineEnd);
  if (lineAt < 0) return counts && bytes.length > longestNumber + lineEnd.length ? 'wrong' : undefined;
  const line = bytes.toString('utf8', 1, lineAt);
  const end = lineAt + lineEnd.length;
  if (type === '+') return { reply: { type: 'text', text: line }, end };
  if (type === '-') return { reply: { type: 'error', message: line }, end };
  if (!isWhole(line)) return 'wrong';
  if (type === ':') return { reply: { type: 'number', value: Number(line) }, end };
  return type === '$' ? bulk(bytes, end, Number(line)) : { reply: { type: 'array', length: Number(line) }, end };
};

/** Takes apart what a server says; a wrong length, or what is no reply, ends it. */
export class Replies implements Reader<Reply> {
  readonly #said = new Growing(8_192);
  /** How much of it is done with. */
  #done = 0;

  feed(bytes: Buffer): { readonly messages: readonly Reply[]; readonly refusal?: Refusal } {
    const messages: Reply[] = [];
    if (this.#said.length + bytes.length > most) return { messages, refusal: tooLarge };
    this.#said.append(bytes, 0, bytes.length);
    for (;;) {
      const next = read(this.#said.bytes.subarray(this.#done));
      if (next === undefined) return { messages };
      if (next === 'wrong') return { messages, refusal: notRedis };
      messages.push(next.reply);
      this.#done += next.end;
    }
  }
}
