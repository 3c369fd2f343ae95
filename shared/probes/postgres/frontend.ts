// What a client says in version 3 of the protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html

import { begins, cstring, int32, message } from './frame.ts';

/** Asks whether to begin TLS; answered by a single byte. */
export const sslRequest = (): Buffer => message('', int32(begins.tls));

/** Asks that the session with this key be freed of what it is doing. The server never answers, it just closes the connection. */
export const cancelRequest = (key: Buffer): Buffer => message('', int32(begins.cancel), key);

/** Begins a session. Neither names nor values may hold a NUL, and only what every pooler takes is safe to ask for. */
export const startup = (parameters: Readonly<Record<string, string>>): Buffer =>
  message('', int32(begins.session), ...Object.entries(parameters).flat().map(cstring), cstring(''));

/** The password as it was asked for: in clear, or hashed. */
export const password = (text: string): Buffer => message('p', cstring(text));

export const saslInitial = (mechanism: string, data: string): Buffer => {
  const bytes = Buffer.from(data);
  return message('p', cstring(mechanism), int32(bytes.length), bytes);
};

export const saslResponse = (data: string): Buffer => message('p', Buffer.from(data));

export const query = (sql: string): Buffer => message('Q', cstring(sql));

/** Ends a session. Not allowed while it begins. */
export const terminate = (): Buffer => message('X');
