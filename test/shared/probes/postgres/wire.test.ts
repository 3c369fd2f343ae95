import * as fc from 'fast-check';
import { serialize } from 'pg-protocol';
import { Parser } from 'pg-protocol/dist/parser';
import { describe, expect, test } from 'vitest';
import { Backend, most } from '../../../../shared/probes/postgres/backend.ts';
import type { Message } from '../../../../shared/probes/postgres/backend.ts';
import * as frontend from '../../../../shared/probes/postgres/frontend.ts';
import { authenticated, backendKey, errorResponse, parameter, ready, row, saslContinue } from '../../../../local/lab/postgres/wire.ts';

/** Texts without the NUL that ends one. */
const text = fc.string({ unit: 'binary' }).map((any) => any.replaceAll('\0', ''));

const key = Buffer.from([0, 0, 0, 42, 1, 2, 3, 4]);

describe('what the probe says', () => {
  test('is what node-postgres says', () => {
    fc.assert(fc.property(text, text, (a, b) => {
      expect(frontend.startup({ user: a, database: b, client_encoding: 'UTF8' })).toEqual(serialize.startup({ user: a, database: b }));
      expect(frontend.password(a)).toEqual(serialize.password(a));
      expect(frontend.saslInitial(a, b)).toEqual(serialize.sendSASLInitialResponseMessage(a, b));
      expect(frontend.saslResponse(a)).toEqual(serialize.sendSCRAMClientFinalMessage(a));
      expect(frontend.query(a)).toEqual(serialize.query(a));
    }));
    expect(frontend.sslRequest()).toEqual(serialize.requestSsl());
    expect(frontend.cancelRequest(key)).toEqual(serialize.cancel(42, 0x01_02_03_04));
    expect(frontend.terminate()).toEqual(serialize.end());
  });
});

/** All that comes of bytes, in pieces that end at these places. */
const read = (bytes: Buffer, cuts: readonly number[] = []) => {
  const backend = new Backend();
  const messages: Message[] = [];
  let refusal: string | undefined;
  let from = 0;
  for (const to of [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length]) {
    if (refusal !== undefined) break;
    const fed = backend.feed(bytes.subarray(from, to));
    messages.push(...fed.messages);
    refusal = fed.refusal?.reason;
    from = to;
  }
  return { messages, refusal };
};

const session = (cells: readonly string[], message: string) => Buffer.concat([
  saslContinue(message), authenticated(), parameter('server_version', '15'), backendKey(key), ready(), row(cells), ready(),
  errorResponse({ severity: 'FATAL', code: '57P01', message }),
]);

const framed = (type: string, length: number, body = '') => {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
};

describe('what a server says', () => {
  test('is read as node-postgres reads it, in whatever pieces it comes', () => {
    fc.assert(fc.property(fc.array(text), text, fc.array(fc.nat(500)), (cells, message, cuts) => {
      const bytes = session(cells, message);
      const { messages, refusal } = read(bytes, cuts);
      const theirs: unknown[] = [];
      new Parser().parse(bytes, (each) => theirs.push(each));
      expect(refusal).toBeUndefined();
      expect(messages.map(({ type }) => type)).toEqual(['authentication', 'authentication', 'key', 'ready', 'row', 'ready', 'error']);
      expect(messages[0]).toMatchObject({ code: 11, data: Buffer.from(message) });
      expect(messages[2]).toEqual({ type: 'key', data: key });
      expect(theirs).toContainEqual(expect.objectContaining({ name: 'backendKeyData', processID: 42, secretKey: 0x01_02_03_04 }));
      const fields = messages.flatMap((each) => (each.type === 'row' ? each.values : []));
      expect(theirs).toContainEqual(expect.objectContaining({ name: 'dataRow', fields }));
      const [told] = messages.flatMap((each) => (each.type === 'error' ? [each.message] : []));
      expect(theirs.at(-1)).toMatchObject({ name: 'error', code: '57P01', message: told });
    }));
  });

  test('ends and never throws, whatever it is', () => {
    const beginning = fc.constantFrom('', 'R', 'E', 'D', 'Z', 'S', 'N', 'T', 'X');
    fc.assert(fc.property(beginning, fc.uint8Array({ maxLength: 60 }), fc.nat(40), (type, bytes, length) => {
      const said = Buffer.concat([Buffer.from(type), Buffer.from([0, 0, 0, length]), Buffer.from(bytes)]);
      const { refusal } = read(said, [1, 3, 7, 20]);
      expect([undefined, 'malformed', 'too-large']).toContain(refusal);
    }), { numRuns: 1_000 });
  });

  test.each<[string, Buffer, string | undefined, readonly object[]]>([
    ['an error that does not end', framed('E', 8, 'MFAT'), undefined, [{ type: 'error', code: '00000', message: 'an error without a message' }]],
    ['a row that is shorter than it says', framed('D', 10, '\0\x01\0\0\0\x09'), 'malformed', []],
    ['a row of a negative length', framed('D', 10, '\0\x01\xff\xff\xff\xf0'), 'malformed', []],
    ['a row with a null', framed('D', 10, '\0\x01\xff\xff\xff\xff'), undefined, [{ type: 'row', values: [undefined] }]],
    ['a row without a count', framed('D', 4), 'malformed', []],
    ['a key without a secret', framed('K', 8, '\0\0\0\x2a'), 'malformed', []],
    ['an authentication without a code', framed('R', 6, 'ab'), 'malformed', []],
    ['a length that does not count itself', framed('Z', 3), 'malformed', []],
    ['the version that it would rather speak', framed('v', 12, '\0\0\0\0\0\0\0\0'), undefined, []],
    ['a row that is too large', framed('D', most + 1), 'too-large', []],
    ['an error that is too large', framed('E', 0xffff_ffff), 'too-large', []],
    ['the banner of SSH', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'), 'malformed', []],
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'malformed', []],
    ['Redis', Buffer.from('-ERR unknown command\r\n'), 'malformed', []],
    ['a TLS alert', Buffer.from([0x15, 3, 1, 0, 2, 2, 70]), 'malformed', []],
    ['nothing but zeros', Buffer.alloc(64), 'malformed', []],
    ['notices without end', Buffer.concat(Array.from({ length: 1_100 }, () => framed('N', 1_000, 'x'.repeat(996)))), 'too-large', []],
  ])('may be %s', (_, bytes, refusal, messages) => {
    expect(read(bytes, Array.from({ length: 2_000 }, (_, index) => (index + 1) * 997))).toEqual({ messages, refusal });
  });
});
