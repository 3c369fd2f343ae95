import type { Head } from './head.ts';

/** How the end of a body is told. */
export type Framing =
  | { readonly by: 'nothing' }
  | { readonly by: 'length'; readonly length: number }
  | { readonly by: 'chunks' }
  /** Nothing tells a cut body from a whole one: of TLS that ends without close_notify (RFC 9112, 9.8) Node does not tell. */
  | { readonly by: 'close' };

/** Header fields that frame; after the body they would come too late (RFC 9110, 6.5.1). */
export const framingFields: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);

const nothing: Framing = { by: 'nothing' };
const chunks: Framing = { by: 'chunks' };
const close: Framing = { by: 'close' };

/**
 * How the body after this head is framed (RFC 9112, 6.3). A string says why two readers could disagree about it, which is refused:
 * a length given twice (even the same), a length together with a transfer coding, a length that is no number, any transfer coding
 * but `chunked` (no other was asked for), a transfer coding in HTTP/1.0.
 */
export const framingOf = (method: string, { minor, status, headers }: Head): Framing | string => {
  let length: string | undefined;
  let coding: string | undefined;
  for (const [name, value] of headers) {
    if (name === 'content-length') {
      if (length !== undefined) return 'The answer gives its length twice.';
      length = value;
    } else if (name === 'transfer-encoding') {
      coding = coding === undefined ? value : `${coding}, ${value}`;
    }
  }
  if (length !== undefined && !/^\d{1,15}$/.test(length)) return 'The Content-Length of the answer is not a number.';
  if (coding !== undefined) {
    if (length !== undefined) return 'The answer has a length and a transfer coding.';
    if (minor === 0 || coding.toLowerCase() !== 'chunked') return 'The transfer coding of the answer is not one that was offered.';
  }
  if (method === 'HEAD' || status === 204 || status === 304) return nothing;
  if (coding !== undefined) return chunks;
  return length === undefined ? close : { by: 'length', length: Number(length) };
};

const closeOption = /(?:^|,)[\t ]*close[\t ]*(?:,|$)/i;

/** Whether a body is due, and the answer tells where it ends. */
export const saysItsEnd = (method: string, head: Head): boolean => {
  const framing = framingOf(method, head);
  return typeof framing !== 'string' && (framing.by === 'length' || framing.by === 'chunks');
};

/**
 * Whether a connection can serve another request after the answer with this head (RFC 9112, 9.3). Not where no body is due: servers that
 * send one all the same would have it taken for the next answer.
 */
export const persists = (method: string, head: Head): boolean =>
  saysItsEnd(method, head) && head.minor === 1 && !head.headers.some(([name, value]) => name === 'connection' && closeOption.test(value));
