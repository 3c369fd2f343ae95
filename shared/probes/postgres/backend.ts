import type { Reader, Refusal } from '../dial/dialogue.ts';
import { Growing } from '../http/growing.ts';

/** What a server says that matters here; an error's SQLSTATE is five characters, and 00000 where it told none. */
export type Message =
  | { readonly type: 'authentication'; readonly code: number; readonly data: Buffer }
  | { readonly type: 'error'; readonly code: string; readonly message: string }
  | { readonly type: 'row'; readonly values: readonly (string | undefined)[] }
  /** With what another connection can ask that what this session does be given up: a process and a secret, as they came. */
  | { readonly type: 'key'; readonly data: Buffer }
  | { readonly type: 'ready' };

/** Bytes of all that is read in one session: a healthy one has less than a thousandth of it. */
export const most = 1_048_576;
const headerBytes = 5;

const refused = (reason: 'malformed' | 'too-large', detail: string): Refusal => ({ reason, detail });
const notPostgres = refused('malformed', 'What answers does not speak the Postgres protocol.');
const tooLarge = refused('too-large', `The server says more than the ${most} bytes that are read.`);

/** The texts that end in a NUL from there on, as long as there are such. */
function* cstrings(body: Buffer, from = 0): Generator<string> {
  for (let at = from, end = body.indexOf(0, at); end >= 0; at = end + 1, end = body.indexOf(0, at)) yield body.toString('utf8', at, end);
}

/** Fields of an error, each a letter and a text; an empty one is the end. */
const errorOf = (body: Buffer): Message => {
  const fields = new Map<string, string>();
  for (const field of cstrings(body)) {
    if (field === '') break;
    fields.set(field.charAt(0), field.slice(1));
  }
  return { type: 'error', code: fields.get('C') ?? '00000', message: fields.get('M') ?? 'an error without a message' };
};

/** The values of a row in their text form; undefined where one is null. */
const rowOf = (body: Buffer): Message | undefined => {
  if (body.length < 2) return undefined;
  const values: (string | undefined)[] = [];
  let at = 2;
  for (let left = body.readUInt16BE(0); left > 0; left -= 1) {
    if (at + 4 > body.length) return undefined;
    const length = body.readInt32BE(at);
    at += 4;
    if (length < -1 || at + length > body.length) return undefined;
    values.push(length === -1 ? undefined : body.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  return { type: 'row', values };
};

const authenticationOf = (body: Buffer): Message | undefined =>
  (body.length < 4 ? undefined : { type: 'authentication', code: body.readUInt32BE(0), data: Buffer.from(body.subarray(4)) });

const keyOf = (body: Buffer): Message | undefined => (body.length < 8 ? undefined : { type: 'key', data: Buffer.from(body) });

const readers: Readonly<Record<string, (body: Buffer) => Message | undefined>> = {
  R: authenticationOf, E: errorOf, D: rowOf, K: keyOf, Z: () => ({ type: 'ready' }),
};
/** Parameters, notices, descriptions and ends of rows: of no use here. */
const ignored = new Set(['S', 'N', 'T', 'C', 'A', 'I', 'v']);

/** Takes apart what a server says, in whatever pieces it comes and whatever it is: an unfinished text or a wrong length ends it. */
export class Backend implements Reader<Message> {
  readonly #said = new Growing(4_096);
  /** How much of it is done with. */
  #done = 0;

  /** The messages that these bytes complete, and why nothing more is read, if so. */
  feed(bytes: Buffer): { readonly messages: readonly Message[]; readonly refusal?: Refusal } {
    const messages: Message[] = [];
    if (this.#said.length + bytes.length > most) return { messages, refusal: tooLarge };
    this.#said.append(bytes, 0, bytes.length);
    for (;;) {
      const rest = this.#said.bytes.subarray(this.#done);
      const type = rest.toString('latin1', 0, 1);
      if (type === '') return { messages };
      const reader = readers[type];
      if (reader === undefined && !ignored.has(type)) return { messages, refusal: notPostgres };
      if (rest.length < headerBytes) return { messages };
      const length = rest.readUInt32BE(1);
      if (length < 4) return { messages, refusal: notPostgres };
      // Only an error, a notice and a row come in every size: such a length of anything else is the text of another protocol.
      if (length > most) return { messages, refusal: 'END'.includes(type) ? tooLarge : notPostgres };
      if (rest.length < length + 1) return { messages };
      const message = reader?.(rest.subarray(headerBytes, length + 1));
      if (reader !== undefined && message === undefined) return { messages, refusal: notPostgres };
      if (message !== undefined) messages.push(message);
      this.#done += length + 1;
    }
  }
}
