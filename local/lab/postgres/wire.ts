import { begins, cstring, int32, message } from '../../../shared/probes/postgres/frame.ts';

// What a server says in version 3 of the protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};

/** What comes first on a connection, instead of the version. */
export const requests = { tls: begins.tls, gss: 80_877_104, cancel: begins.cancel } as const;
export const version3 = begins.session;

/** Texts that end in a NUL, up to an empty one. */
export const cstrings = (body: Buffer): readonly string[] => {
  const texts = body.toString().split('\0');
  const end = texts.indexOf('');
  return end < 0 ? texts : texts.slice(0, end);
};

export interface Refusal { readonly severity: 'FATAL' | 'ERROR'; readonly code: string; readonly message: string }

export const errorResponse = ({ severity, code, message: text }: Refusal): Buffer =>
  message('E', ...[`S${severity}`, `V${severity}`, `C${code}`, `M${text}`, ''].map(cstring));

const authentication = (code: number, data = Buffer.alloc(0)): Buffer => message('R', int32(code), data);
export const authenticated = (): Buffer => authentication(0);
export const askForSasl = (mechanism: string): Buffer => authentication(10, Buffer.concat([cstring(mechanism), cstring('')]));
export const saslContinue = (text: string): Buffer => authentication(11, Buffer.from(text));
export const saslFinal = (text: string): Buffer => authentication(12, Buffer.from(text));

export const parameter = (name: string, value: string): Buffer => message('S', cstring(name), cstring(value));
/** A process and a secret, of eight bytes. */
export const backendKey = (key: Buffer): Buffer => message('K', key);
export const ready = (): Buffer => message('Z', Buffer.from('I'));

const text = { oid: 25, size: -1, modifier: -1, format: 0 };

/** The names of what is told, all of it texts. */
export const description = (columns: readonly string[]): Buffer => message('T', int16(columns.length), ...columns.map((name) => Buffer.concat([
  cstring(name), int32(0), int16(0), int32(text.oid), int16(text.size), int32(text.modifier), int16(text.format),
])));
export const row = (values: readonly string[]): Buffer =>
  message('D', int16(values.length), ...values.map((value) => Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)])));
/** The end of a statement, such as `SELECT 1`. */
export const complete = (tag: string): Buffer => message('C', cstring(tag));

/** Of a statement that comes in steps: it is read, it has its values, it tells nothing. */
export const parsed = (): Buffer => message('1');
export const bound = (): Buffer => message('2');
export const noData = (): Buffer => message('n');
