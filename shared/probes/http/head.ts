import { parseFields } from './fields.ts';
import type { Fields } from './fields.ts';

/** The head of an answer. */
export interface Head {
  /** HTTP/1.x. */
  readonly minor: number;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Fields;
}

// RFC 9112, 4. The reason phrase, and the space before it, may be missing: servers leave them out and every client bears it.
const statusLine = /HTTP\/1\.([01]) ([1-9]\d\d)(?: ([\t\x20-\x7e\x80-\xff]*))?\r\n/y;

/** Whether the text begins with a status line of HTTP/1. */
export const hasStatusLine = (text: string): boolean => {
  statusLine.lastIndex = 0;
  return statusLine.test(text);
};

/** Reads a head: status line and field lines, each with its CRLF, without the empty line. A string says what is wrong with it. */
export const parseHead = (text: string): Head | string => {
  statusLine.lastIndex = 0;
  const match = statusLine.exec(text);
  if (match === null) return 'The answer does not begin with a status line of HTTP/1.';
  const [, minor, status, statusText = ''] = match;
  const headers = parseFields(text, statusLine.lastIndex);
  if (headers === undefined) return 'A header line of the answer breaks the protocol.';
  return { minor: Number(minor), status: Number(status), statusText, headers };
};
