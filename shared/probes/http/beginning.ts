import { hasStatusLine } from './head.ts';

const lineFeed = 0x0a;
const beginning = 'HTTP/1.';

/** Whether what has come can be the beginning of an answer. */
export const beginsLikeAnswer = (input: Buffer, at: number): boolean => {
  const start = input.toString('latin1', at, Math.min(input.length, at + beginning.length));
  if (!beginning.startsWith(start)) return false;
  const line = input.indexOf(lineFeed, at);
  return line < 0 || hasStatusLine(input.toString('latin1', at, line + 1));
};

/** What came instead. RFC 8446, 5.1: a record of TLS, such as an alert, begins with its type, 20 to 23, and the major version 3. */
export const describeOther = (input: Buffer, at: number): string =>
  (input[at] ?? 0) >= 0x14 && (input[at] ?? 0) <= 0x17 && input[at + 1] === 0x03
    ? 'The port speaks TLS, but the request was sent without.'
    : 'The answer does not begin with a status line of HTTP/1.';
