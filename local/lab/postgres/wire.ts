// Version 3 of the protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const cstring = (text: string): Buffer => Buffer.from(`${text}\0`);

const message = (type: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
};

/** What comes first on a connection, instead of the version. */
export const requests = { cancel: 80_877_102, tls: 80_877_103, gss: 80_877_104 } as const;
export const version3 = 0x0003_0000;

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
export const backendKey = (): Buffer => message('K', int32(1), int32(1));
export const ready = (): Buffer => message('Z', Buffer.from('I'));

const text = { oid: 25, size: -1, modifier: -1, format: 0 };

/** An answer of one row, all of it texts. */
export const row = (values: readonly string[]): Buffer => {
  const fields = values.map(() => Buffer.concat([
    cstring('?column?'), int32(0), int16(0), int32(text.oid), int16(text.size), int32(text.modifier), int16(text.format),
  ]));
  const cells = values.map((value) => Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]));
  return Buffer.concat([
    message('T', int16(fields.length), ...fields), message('D', int16(cells.length), ...cells), message('C', cstring('SELECT 1')),
  ]);
};
