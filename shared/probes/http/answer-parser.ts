import { beginsLikeAnswer, describeOther } from './beginning.ts';
import { parseFields } from './fields.ts';
import { framingFields, framingOf, persists, saysItsEnd } from './framing.ts';
import { Growing } from './growing.ts';
import { parseHead } from './head.ts';
import type { Head } from './head.ts';

/** Why an answer is not read on. */
export interface Refusal { readonly reason: 'malformed' | 'too-large'; readonly detail: string }
/** Whether the answer is complete. */
export type Progress = 'more' | 'done' | Refusal;

/** Bytes of all heads of one answer (interim ones and trailers too) and their fields. */
const maxHeadBytes = 65_536;
const maxFields = 256;
/** Bytes of all chunk size lines beyond the usual: enough for any use of extensions, too little to keep a reader busy. */
const maxExtensionBytes = 16_384;
const usualSizeLine = 16;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const emptyLine = Buffer.from('\r\n\r\n');
// RFC 9112, 7.1: the size in hexadecimal, then extensions, which are ignored.
const chunkSizeLine = /^([0-9a-fA-F]+)(?:;[\t\x20-\x7e\x80-\xff]*)?\r\n$/;

const malformed = (detail: string): Refusal => ({ reason: 'malformed', detail });
const tooLarge = (detail: string): Refusal => ({ reason: 'too-large', detail });

/**
 * Reads one HTTP/1.x answer as its bytes arrive, however they are cut, and holds no socket. Strict where readers could disagree about
 * where the answer ends (RFC 9112, 2.2, 5, 6.3, 7.1); what follows a complete answer is not read, but the connection can serve no
 * other then.
 */
export class AnswerParser {
  readonly #method: string;
  readonly #maxBytes: number;
  #state: 'head' | 'length' | 'close' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'done' = 'head';
  #head: Head | undefined;
  #body = new Growing();
  /** Bytes that wait for the rest of their line or section; `#scanned` of them are known not to hold its end. */
  readonly #held = new Growing();
  #scanned = 0;
  #headBytes = 0;
  #fields = 0;
  #extensionBytes = 0;
  /** What is left of a body of known length, or of the current chunk. */
  #left = 0;
  /** Whether bytes came after the end of the answer. */
  #surplus = false;

  /** `maxBytes`: of the body, as it is framed. */
  constructor(method: string, maxBytes: number) {
    this.#method = method;
    this.#maxBytes = maxBytes;
  }

  /** The final answer's head, once it is complete. */
  get head(): Head | undefined {
    return this.#head;
  }

  /** What has come of the body, chunks joined, still with its content coding. */
  get body(): Buffer {
    return this.#body.bytes;
  }

  /** Whether the answer is complete and leaves the connection ready for another request. */
  get reusable(): boolean {
    return this.#state === 'done' && !this.#surplus && this.#head !== undefined && persists(this.#method, this.#head);
  }

  /** Whether bytes came with the end of a body and behind it: it is longer than the answer says. Those that come later nobody waits for. */
  get surplus(): boolean {
    return this.#surplus && this.#head !== undefined && saysItsEnd(this.#method, this.#head);
  }

  /** Takes the next bytes, which it does not keep. */
  feed(bytes: Buffer): Progress {
    let input = bytes;
    if (this.#held.length > 0) {
      this.#held.append(bytes, 0, bytes.length);
      input = this.#held.bytes;
    }
    let at = 0;
    while (at < input.length && this.#state !== 'done') {
      const next = this.#step(input, at);
      if (typeof next !== 'number') return next;
      if (next === at) break;
      at = next;
    }
    this.#hold(input, at);
    this.#surplus = at < input.length;
    return this.#state === 'done' ? 'done' : 'more';
  }

  /** The peer will send no more: true when the answer is complete by that. */
  end(): boolean {
    return this.#state === 'done' || this.#state === 'close';
  }

  /** One step from `at`: where the next begins (`at` itself: more bytes are needed first). */
  #step(input: Buffer, at: number): number | Refusal {
    switch (this.#state) {
      case 'head': return this.#readHead(input, at);
      case 'length': return this.#readBody(input, at, 'done');
      case 'chunk': return this.#readBody(input, at, 'chunk-end');
      case 'close': return this.#readToClose(input, at);
      case 'chunk-size': return this.#readChunkSize(input, at);
      case 'chunk-end': return this.#readChunkEnd(input, at);
      case 'trailers': return this.#readTrailers(input, at);
      case 'done': return input.length;
    }
  }

  #hold(input: Buffer, at: number): void {
    if (at === 0 && this.#held.length > 0) return;
    this.#held.clear();
    if (this.#state !== 'done') this.#held.append(input, at, input.length);
  }

  /** Where the empty line after a section of lines is, -1 when it is still to come. */
  #endOfLines(input: Buffer, at: number): number | Refusal {
    const end = input.indexOf(emptyLine, Math.max(at, at + this.#scanned - emptyLine.length));
    const size = (end < 0 ? input.length : end + emptyLine.length) - at;
    if (this.#headBytes + size > maxHeadBytes) return tooLarge(`The head of the answer is larger than ${maxHeadBytes} bytes.`);
    if (end >= 0) {
      this.#headBytes += size;
      this.#scanned = 0;
      return end;
    }
    for (let line = input.indexOf(lineFeed, at + this.#scanned); line >= 0; line = input.indexOf(lineFeed, line + 1)) {
      if (input[line - 1] !== carriageReturn) return malformed('A line of the answer\'s head ends with LF alone.');
    }
    this.#scanned = size;
    return end;
  }

  #countFields(count: number): Refusal | undefined {
    this.#fields += count;
    return this.#fields > maxFields ? tooLarge(`The answer has more than ${maxFields} header fields.`) : undefined;
  }

  #readHead(input: Buffer, at: number): number | Refusal {
    const end = this.#endOfLines(input, at);
    if (typeof end !== 'number') return end;
    if (end < 0) return beginsLikeAnswer(input, at) ? at : malformed(describeOther(input, at));
    const head = parseHead(input.toString('latin1', at, end + 2));
    if (typeof head === 'string') return malformed(beginsLikeAnswer(input, at) ? head : describeOther(input, at));
    const tooMany = this.#countFields(head.headers.length);
    if (tooMany !== undefined) return tooMany;
    const next = end + emptyLine.length;
    if (head.status === 101) return malformed('The answer switches to a protocol that was not asked for.');
    if (head.status < 200) return next;
    const framing = framingOf(this.#method, head);
    if (typeof framing === 'string') return malformed(framing);
    this.#head = head;
    switch (framing.by) {
      case 'nothing':
        this.#state = 'done';
        break;
      case 'close':
        this.#state = 'close';
        break;
      case 'chunks':
        this.#state = 'chunk-size';
        break;
      case 'length':
        if (framing.length > this.#maxBytes) return this.#bodyTooLarge();
        this.#left = framing.length;
        this.#body = new Growing(framing.length);
        this.#state = framing.length === 0 ? 'done' : 'length';
        break;
    }
    return next;
  }

  #readBody(input: Buffer, at: number, then: 'done' | 'chunk-end'): number {
    const to = Math.min(at + this.#left, input.length);
    this.#body.append(input, at, to);
    this.#left -= to - at;
    if (this.#left === 0) this.#state = then;
    return to;
  }

  #readToClose(input: Buffer, at: number): number | Refusal {
    const to = Math.min(at + this.#maxBytes - this.#body.length, input.length);
    this.#body.append(input, at, to);
    return to < input.length ? this.#bodyTooLarge() : to;
  }

  #readChunkSize(input: Buffer, at: number): number | Refusal {
    const end = input.indexOf(lineFeed, at + this.#scanned);
    this.#scanned = end < 0 ? input.length - at : 0;
    const length = end < 0 ? this.#scanned : end - at;
    if (this.#extensionBytes + length > maxExtensionBytes) return tooLarge('The chunk extensions of the answer are too long.');
    if (end < 0) return at;
    this.#extensionBytes += Math.max(0, length - usualSizeLine);
    const [, digits] = chunkSizeLine.exec(input.toString('latin1', at, end + 1)) ?? [];
    if (digits === undefined) return malformed('A chunk of the answer does not begin with its size.');
    const size = Number.parseInt(digits, 16);
    if (size === 0) {
      this.#state = 'trailers';
      return end - 1;
    }
    if (this.#body.length + size > this.#maxBytes) return this.#bodyTooLarge();
    this.#left = size;
    this.#state = 'chunk';
    return end + 1;
  }

  #readChunkEnd(input: Buffer, at: number): number | Refusal {
    if (input[at] !== carriageReturn || (at + 1 < input.length && input[at + 1] !== lineFeed)) {
      return malformed('A chunk of the answer is longer than its size says.');
    }
    if (at + 1 === input.length) return at;
    this.#state = 'chunk-size';
    return at + 2;
  }

  /** Begins at the CRLF of the last chunk's line, so that no trailers and some end alike. */
  #readTrailers(input: Buffer, at: number): number | Refusal {
    const end = this.#endOfLines(input, at);
    if (typeof end !== 'number') return end;
    if (end < 0) return at;
    const fields = parseFields(input.toString('latin1', at + 2, end + 2), 0);
    if (fields === undefined || fields.some(([name]) => framingFields.has(name))) {
      return malformed('A trailer line of the answer breaks the protocol.');
    }
    this.#state = 'done';
    return this.#countFields(fields.length) ?? end + emptyLine.length;
  }

  #bodyTooLarge(): Refusal {
    return tooLarge(`The body of the answer is larger than ${this.#maxBytes} bytes.`);
  }
}
