import { describe, expect, test } from 'vitest';
import { AnswerParser } from '../../../../shared/probes/http/answer-parser.ts';

interface Read { readonly progress: unknown; readonly complete: boolean; readonly head: unknown; readonly body: string }

/** Feeds an answer in pieces of one size; `complete` is whether it is complete when the peer then closes. */
const read = (answer: string, { method = 'GET', maxBytes = 100, piece = Infinity } = {}): Read => {
  const parser = new AnswerParser(method, maxBytes);
  const bytes = Buffer.from(answer, 'latin1');
  let progress: unknown = 'more';
  for (let at = 0; at < bytes.length && progress === 'more'; at += piece) progress = parser.feed(bytes.subarray(at, at + piece));
  return { progress, complete: parser.end(), head: parser.head, body: parser.body.toString('latin1') };
};
const refusal = (reason: string) => expect.objectContaining({ reason }) as unknown;
const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;
const pieces = [1, 2, 3, 7, Infinity];

describe.each(pieces)('an answer in pieces of %d bytes', (piece) => {
  test.each<[string, string, string]>([
    ['by its length', `${ok}Content-Length: 5\r\n\r\nhello`, 'hello'],
    ['by a length of nothing', `${ok}Content-Length: 0\r\n\r\n`, ''],
    ['by chunks', `${chunked}5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n`, 'hello world'],
    ['by chunks with extensions', `${chunked}5;a=b;c="d"\r\nhello\r\n1;x\r\n!\r\n0;last\r\n\r\n`, 'hello!'],
    ['by chunks with trailers', `${chunked}5\r\nhello\r\n0\r\nX-Checksum: 1\r\nX-More: 2\r\n\r\n`, 'hello'],
    ['by chunks of upper and lower case and leading zeros', `${chunked}00a\r\n0123456789\r\n0B\r\n0123456789a\r\n000\r\n\r\n`, '01234567890123456789a'],
    ['after interim answers', `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok}Content-Length: 2\r\n\r\nhi`, 'hi'],
    ['with 204, whatever it says', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n', ''],
    ['with 304', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', ''],
    ['with bytes after its end', `${ok}Content-Length: 2\r\n\r\nhi and more`, 'hi'],
    ['without a reason phrase', 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi', 'hi'],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi', 'hi'],
  ])('is complete %s', (_, answer, body) => {
    expect(read(answer, { piece })).toMatchObject({ progress: 'done', complete: true, body });
  });

  test.each<[string, string, string]>([
    ['has no status line', 'SSH-2.0-OpenSSH_9.2\r\n', 'malformed'],
    ['has another protocol', 'HTTP/2 200\r\n\r\n', 'malformed'],
    ['has another version', 'HTTP/1.2 200 OK\r\n\r\n', 'malformed'],
    ['has a status that is none', 'HTTP/1.1 099 Low\r\n', 'malformed'],
    ['has a status of four digits', 'HTTP/1.1 2000 OK\r\n', 'malformed'],
    ['begins with an empty line', `\r\n${ok}\r\n`, 'malformed'],
    ['ends its lines with LF alone', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n', 'malformed'],
    ['ends one header line with LF alone', `${ok}A: 1\nContent-Length: 0\r\n\r\n`, 'malformed'],
    ['ends one header line with CR alone', `${ok}A: 1\rContent-Length: 0\r\n\r\n`, 'malformed'],
    ['folds the first header line', `${ok} A: 1\r\n\r\n`, 'malformed'],
    ['has a space before the colon', `${ok}Content-Length : 5\r\n\r\n`, 'malformed'],
    ['has a header without a name', `${ok}: 5\r\n\r\n`, 'malformed'],
    ['has a header without a colon', `${ok}Content\r\n\r\n`, 'malformed'],
    ['has a NUL in a header', `${ok}A: a\0b\r\n\r\n`, 'malformed'],
    ['has a length that is negative', `${ok}Content-Length: -1\r\n\r\n`, 'malformed'],
    ['has a length with a sign', `${ok}Content-Length: +5\r\n\r\nhello`, 'malformed'],
    ['has a length in hexadecimal', `${ok}Content-Length: 0x5\r\n\r\nhello`, 'malformed'],
    ['has no digits for a length', `${ok}Content-Length:\r\n\r\nhello`, 'malformed'],
    ['has a list of lengths', `${ok}Content-Length: 5, 5\r\n\r\nhello`, 'malformed'],
    ['has two lengths', `${ok}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`, 'malformed'],
    ['has the same length twice', `${ok}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello`, 'malformed'],
    ['has a length and chunks', `${ok}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 'malformed'],
    ['has chunks twice', `${ok}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 'malformed'],
    ['has another transfer coding', `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`, 'malformed'],
    ['has a transfer coding that is no word', `${ok}Transfer-Encoding: chunked\x0b\r\n\r\n0\r\n\r\n`, 'malformed'],
    ['has chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 'malformed'],
    ['has a chunk without a size', `${chunked}\r\n`, 'malformed'],
    ['has a chunk size that is no number', `${chunked}0x5\r\nhello\r\n`, 'malformed'],
    ['has a chunk size ended by LF alone', `${chunked}5\nhello\r\n`, 'malformed'],
    ['has a chunk longer than its size', `${chunked}5\r\nhello!\r\n0\r\n\r\n`, 'malformed'],
    ['has a chunk ended by LF alone', `${chunked}5\r\nhello\n0\r\n\r\n`, 'malformed'],
    ['has a broken trailer', `${chunked}0\r\nnonsense\r\n\r\n`, 'malformed'],
    ['has a trailer ended by LF alone', `${chunked}0\r\nA: b\n\r\n`, 'malformed'],
    ['gives a length after its chunks', `${chunked}0\r\nContent-Length: 5\r\n\r\n`, 'malformed'],
    ['has a space after a chunk size', `${chunked}5 ;a\r\nhello\r\n`, 'malformed'],
    ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n', 'malformed'],
    ['has a length above the limit', `${ok}Content-Length: 101\r\n\r\n`, 'too-large'],
    ['has chunks above the limit', `${chunked}60\r\n${'a'.repeat(0x60)}\r\n5\r\nhello\r\n`, 'too-large'],
    ['has a chunk size beyond all numbers', `${chunked}${'f'.repeat(400)}\r\n`, 'too-large'],
    ['goes on above the limit until the close', `${ok}\r\n${'a'.repeat(101)}`, 'too-large'],
  ])('is refused when it %s', (_, answer, reason) => {
    expect(read(answer, { piece }).progress).toEqual(refusal(reason));
  });

  test.each<[string, string]>([
    ['the status line', 'HTTP/1.'],
    ['the head', `${ok}Content-Length: 5\r\n`],
    ['a body of known length', `${ok}Content-Length: 5\r\n\r\nhell`],
    ['a chunk size', `${chunked}5`],
    ['a chunk', `${chunked}5\r\nhell`],
    ['the end of a chunk', `${chunked}5\r\nhello\r`],
    ['the trailers', `${chunked}5\r\nhello\r\n0\r\nA: b\r\n`],
    ['an interim answer', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('is not complete in the middle of %s', (_, answer) => {
    expect(read(answer, { piece })).toMatchObject({ progress: 'more', complete: false });
  });

  test('without a length ends when the peer closes', () => {
    expect(read(`${ok}\r\nhello`, { piece })).toMatchObject({ progress: 'more', complete: true, body: 'hello' });
  });

  test('to HEAD has no body', () => {
    expect(read(`${ok}Content-Length: 5000\r\n\r\n`, { piece, method: 'HEAD' })).toMatchObject({ progress: 'done', body: '' });
  });

  test('keeps its headers in order, repeated, in lower case, unfolded and without the space around them', () => {
    const answer = `${ok}Set-Cookie: a=1\r\nX-Fold: one\r\n \t two\r\n\tthree\r\nset-cookie:\t b=2 \r\nEmpty:\r\nX-Latin: caf\xe9\r\nContent-Length: 0\r\n\r\n`;
    expect(read(answer, { piece }).head).toEqual({
      minor: 1, status: 200, statusText: 'OK',
      headers: [
        ['set-cookie', 'a=1'], ['x-fold', 'one two three'], ['set-cookie', 'b=2'], ['empty', ''], ['x-latin', 'caf\xe9'], ['content-length', '0'],
      ],
    });
  });
});

describe('limits', () => {
  test.each<[string, string]>([
    ['a head of endless lines', `${ok}${'A: b\r\n'.repeat(300)}\r\n`],
    ['a head of an endless line', `${ok}A: ${'b'.repeat(70_000)}`],
    ['endless interim answers', 'HTTP/1.1 100 Continue\r\nA: b\r\n\r\n'.repeat(300)],
    ['endless trailers', `${chunked}0\r\n${'A: b\r\n'.repeat(300)}\r\n`],
    ['endless chunk extensions', `${chunked}1;${'x'.repeat(20_000)}`],
    ['chunk extensions without end in many chunks', `${chunked}${`1;${'x'.repeat(1_000)}\r\na\r\n`.repeat(20)}0\r\n\r\n`],
  ])('%s is too large', (_, answer) => {
    expect(read(answer, { piece: 1_000 }).progress).toEqual(refusal('too-large'));
  });

  test('many small chunks are no abuse', () => {
    const answer = `${chunked}${'1\r\na\r\n'.repeat(50_000)}0\r\n\r\n`;
    expect(read(answer, { maxBytes: 50_000 })).toMatchObject({ progress: 'done', body: 'a'.repeat(50_000) });
  });

  // Were reading quadratic in them, this would take minutes.
  test('long runs of spaces and folds cost no more than other text', () => {
    const answer = `${ok}A: a${' '.repeat(25_000)}b\r\nB: a${'\r\n '.repeat(4_000)}b${' \t'.repeat(10_000)}\r\nContent-Length: 0\r\n\r\n`;
    const reads = Array.from({ length: 100 }, () => read(answer).progress);
    expect(new Set(reads)).toEqual(new Set(['done']));
  });
});
