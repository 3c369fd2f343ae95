// RESP2: https://redis.io/docs/latest/develop/reference/protocol-spec/

export const simple = (text: string): string => `+${text}\r\n`;
export const failed = (message: string): string => `-${message}\r\n`;
export const integer = (value: number): string => `:${value}\r\n`;
export const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
export const nothing = '$-1\r\n';
export const array = (...parts: readonly string[]): string => `*${parts.length}\r\n${parts.join('')}`;

/** A command, and what came after it; undefined where it is not complete. */
export interface Taken { readonly words: readonly string[]; readonly rest: Buffer }

const lineFrom = (bytes: Buffer, start: number): { readonly line: string; readonly end: number } | undefined => {
  const at = bytes.indexOf('\r\n', start);
  return at < 0 ? undefined : { line: bytes.toString('latin1', start, at), end: at + 2 };
};

/** The first command: a list of texts, or a line of words as people type it. */
export const takeCommand = (bytes: Buffer): Taken | undefined => {
  const first = lineFrom(bytes, 0);
  if (first === undefined) return undefined;
  if (!first.line.startsWith('*')) return { words: first.line.split(' ').filter((word) => word !== ''), rest: bytes.subarray(first.end) };
  const words: string[] = [];
  let at = first.end;
  for (let left = Number(first.line.slice(1)); left > 0; left -= 1) {
    const length = lineFrom(bytes, at);
    if (length === undefined) return undefined;
    const end = length.end + Number(length.line.slice(1));
    if (bytes.length < end + 2) return undefined;
    words.push(bytes.toString('utf8', length.end, end));
    at = end + 2;
  }
  return { words, rest: bytes.subarray(at) };
};
