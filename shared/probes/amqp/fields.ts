// AMQP 0-9-1 specification, 4.2.5: how arguments are written.

const octet = (value: number): Buffer => Buffer.from([value]);
export const short = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
export const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
/** At most 255 bytes. */
export const shortText = (text: string): Buffer => Buffer.concat([octet(Buffer.byteLength(text)), Buffer.from(text)]);
export const longText = (text: string): Buffer => Buffer.concat([long(Buffer.byteLength(text)), Buffer.from(text)]);

/** A table of texts, flags and tables. */
export interface Table { readonly [name: string]: string | boolean | Table }

const value = (of: Table[string]): Buffer => {
  if (typeof of === 'string') return Buffer.concat([Buffer.from('S'), longText(of)]);
  return typeof of === 'boolean' ? Buffer.concat([Buffer.from('t'), octet(Number(of))]) : Buffer.concat([Buffer.from('F'), table(of)]);
};

export const table = (of: Table): Buffer => {
  const fields = Buffer.concat(Object.entries(of).map(([name, each]) => Buffer.concat([shortText(name), value(each)])));
  return Buffer.concat([long(fields.length), fields]);
};

/** Bytes of the values of a fixed size, by the letter of their type: as RabbitMQ and its clients write them. */
const sizes: Readonly<Record<string, number>> = { t: 1, b: 1, B: 1, s: 2, u: 2, I: 4, i: 4, f: 4, l: 8, L: 8, d: 8, T: 8, D: 5, V: 0 };
/** Those that begin with their length. */
const lengthy = new Set(['S', 'A', 'F', 'x']);

/** Reads arguments one after the other. Throws RangeError where they end too early or are of no known type. */
export class Arguments {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError('arguments end too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  octet(): number { return this.#take(1).readUInt8(0); }
  short(): number { return this.#take(2).readUInt16BE(0); }
  long(): number { return this.#take(4).readUInt32BE(0); }
  shortText(): string { return this.#take(this.octet()).toString(); }
  longText(): string { return this.#take(this.long()).toString(); }

  /** The texts of a table, by name; the rest is passed over. */
  texts(): ReadonlyMap<string, string> {
    const end = this.long() + this.#at;
    const texts = new Map<string, string>();
    while (this.#at < end) {
      const name = this.shortText();
      const type = this.#take(1).toString('latin1');
      const size = lengthy.has(type) ? this.long() : sizes[type];
      if (size === undefined) throw new RangeError(`a value of the unknown type ${type}`);
      const bytes = this.#take(size);
      if (type === 'S') texts.set(name, bytes.toString());
    }
    if (this.#at > end) throw new RangeError('a table ends too late');
    return texts;
  }
}
