// What both sides of version 3 of the protocol write alike: https://www.postgresql.org/docs/current/protocol-message-formats.html

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
/** A text and its NUL; it may hold none itself. */
export const cstring = (text: string): Buffer => Buffer.from(`${text}\0`);

/** Its type, its length without that, what belongs to it. What comes first on a connection has the empty type. */
export const message = (type: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type, 'latin1'), int32(body.length + 4), body]);
};

/** What a connection begins with: a session in this version, asking for encryption, or for the end of what another session is doing. */
export const begins = { session: 0x0003_0000, tls: 80_877_103, cancel: 80_877_102 } as const;
