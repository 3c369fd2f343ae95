import type { Reader, Refusal } from '../dial/dialogue.ts';
import { Growing } from '../http/growing.ts';

/** A method that a broker calls on its client: by its class and its own number, with its arguments as they came. */
export interface Method { readonly name: string; readonly args: Buffer }

/** Bytes of all that is read in one session: a healthy one has less than a hundredth of it. */
export const most = 1_048_576;

// AMQP 0-9-1 specification, 2.3 and 4.2: type, channel, size, what is in it, and an octet that ends it.
const headerBytes = 7;
const frameEnd = 0xce;
const types = { method: 1, heartbeat: 8 } as const;
const protocolName = 'AMQP';

const malformed = (detail: string): Refusal => ({ reason: 'malformed', detail });
const notAmqp = malformed('What answers does not speak AMQP 0-9-1.');
const tooLarge: Refusal = { reason: 'too-large', detail: `The broker says more than the ${most} bytes that are read.` };

/** Begins a conversation. A broker that speaks only another version answers with the like of it. */
export const protocolHeader = Buffer.from([...Buffer.from(protocolName), 0, 0, 9, 1]);

/** A frame of a method on the channel of the connection itself. `name` is `class.method`. */
export const methodFrame = (name: string, ...parts: readonly Buffer[]): Buffer => {
  const [classId = 0, methodId = 0] = name.split('.').map(Number);
  const ids = Buffer.alloc(4);
  ids.writeUInt16BE(classId, 0);
  ids.writeUInt16BE(methodId, 2);
  const body = Buffer.concat([ids, ...parts]);
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(types.method, 0);
  header.writeUInt32BE(body.length, 3);
  return Buffer.concat([header, body, Buffer.from([frameEnd])]);
};

const otherVersion = (bytes: Buffer): Refusal | undefined => {
  if (!bytes.toString('latin1', 0, protocolName.length).startsWith(protocolName.slice(0, bytes.length))) return notAmqp;
  if (bytes.length < protocolHeader.length) return undefined;
  return malformed(`The broker speaks another version of AMQP: ${[...bytes.subarray(protocolName.length, protocolHeader.length)].join('-')}.`);
};

/** Takes apart what a broker says; a wrong length, or what is no frame of the connection's own channel, ends it. */
export class Frames implements Reader<Method> {
  readonly #said = new Growing(4_096);
  /** How much of it is done with. */
  #done = 0;

  feed(bytes: Buffer): { readonly messages: readonly Method[]; readonly refusal?: Refusal } {
    const messages: Method[] = [];
    const refused = (refusal: Refusal) => ({ messages, refusal });
    if (this.#said.length + bytes.length > most) return refused(tooLarge);
    this.#said.append(bytes, 0, bytes.length);
    for (;;) {
      const rest = this.#said.bytes.subarray(this.#done);
      const [type] = rest;
      if (type === undefined) return { messages };
      if (this.#done === 0 && type === protocolHeader[0]) {
        const refusal = otherVersion(rest);
        return refusal === undefined ? { messages } : refused(refusal);
      }
      if (type !== types.method && type !== types.heartbeat) return refused(notAmqp);
      if (rest.length < headerBytes) return { messages };
      const [channel, size] = [rest.readUInt16BE(1), rest.readUInt32BE(3)];
      if (channel !== 0 || (type === types.method && size < 4)) return refused(notAmqp);
      if (size > most) return refused(tooLarge);
      if (rest.length <= headerBytes + size) return { messages };
      if (rest[headerBytes + size] !== frameEnd) return refused(notAmqp);
      if (type === types.method) {
        const body = Buffer.from(rest.subarray(headerBytes, headerBytes + size));
        messages.push({ name: `${body.readUInt16BE(0)}.${body.readUInt16BE(2)}`, args: body.subarray(4) });
      }
      this.#done += headerBytes + size + 1;
    }
  }
}
