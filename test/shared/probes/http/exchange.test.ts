import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { dial } from '../../../../shared/probes/dial/dial.ts';
import { Stopwatch } from '../../../../shared/probes/dial/stopwatch.ts';
import { exchange } from '../../../../shared/probes/http/exchange.ts';
import type { Outgoing } from '../../../../shared/probes/http/exchange.ts';
import { addsUp } from '../../../fixtures/probing.ts';
import { startServer } from '../../../fixtures/tcp-server.ts';

const get: Outgoing = { method: 'GET', head: 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' };
/** More than the buffers of both ends of a loopback connection take. */
const huge: Outgoing = { method: 'POST', head: 'POST / HTTP/1.1\r\n\r\n', body: Buffer.alloc(16 * 1_048_576) };
const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n';

/** What a server does with a connection; `begun` calls back when the client has seen the beginning of the answer. */
type Serve = (socket: Socket, begun: (then: () => void) => void) => void;
interface Asked { readonly request?: Outgoing; readonly abort?: AbortController }

/** Asks a server that behaves as told on each connection. */
const ask = async (serve: Serve, { request = get, abort = new AbortController() }: Asked = {}) => {
  const { signal } = abort;
  const stopwatch = new Stopwatch();
  const begun = (then: () => void): void => {
    if (stopwatch.phase === 'body') then();
    else setImmediate(begun, then);
  };
  await using server = await startServer((socket) => serve(socket, begun));
  const dialled = await dial({ host: '127.0.0.1', port: server.port }, { network: {}, signal, stopwatch });
  if (!dialled.ok) throw new Error(dialled.observation.failure.detail);
  const exchanged = await exchange(dialled, request, { maxBytes: 1_000, signal, stopwatch });
  return {
    ...exchanged, ...stopwatch.stop(), text: exchanged.body.toString('latin1'),
    closed: dialled.socket.destroyed, listening: getEventListeners(signal, 'abort').length,
  };
};
/** Waits for the request before it behaves. */
const onRequest = (serve: Serve): Serve => (socket, begun) => socket.once('data', () => serve(socket, begun));

describe('an answer', () => {
  test('is read, with its time in consecutive phases', async () => {
    const seen = await ask(onRequest((socket) => socket.write(`${head}hello`)));
    expect(seen).toMatchObject({ text: 'hello', closed: true, listening: 0, head: { status: 200 } });
    expect(seen.failure).toBeUndefined();
    expect(Object.keys(seen.phases)).toEqual(['connect', 'request', 'firstByte', 'body']);
    expect(addsUp(seen)).toBe(true);
  });

  test('that comes byte by byte is read all the same', async () => {
    const seen = await ask(onRequest((socket) => {
      const bytes = [...`${head}hello`];
      const next = () => {
        const byte = bytes.shift();
        if (byte !== undefined) socket.write(byte, () => setImmediate(next));
      };
      next();
    }));
    expect(seen).toMatchObject({ text: 'hello' });
    expect(seen.failure).toBeUndefined();
  });

  test('without a body may be followed by anything: what is no body is no part of it', async () => {
    const seen = await ask(onRequest((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\nhello')));
    expect(seen).toMatchObject({ text: '', head: { status: 204 } });
    expect(seen.failure).toBeUndefined();
  });

  test('that ends with the connection is complete', async () => {
    const seen = await ask(onRequest((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nhello')));
    expect(seen).toMatchObject({ text: 'hello' });
    expect(seen.failure).toBeUndefined();
  });

  test('that was there before the request was asked counts', async () => {
    const seen = await ask((socket) => socket.write(`${head}hello`), { request: huge });
    expect(seen).toMatchObject({ text: 'hello', closed: true });
    expect(seen.failure).toBeUndefined();
    expect(Object.keys(seen.phases)).toEqual(['connect', 'request', 'body']);
  });

  test('counts when the server stops reading, answers and closes in the middle of the request', async () => {
    const seen = await ask(onRequest((socket) => socket.end('HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n')), { request: huge });
    expect(seen).toMatchObject({ head: { status: 413 } });
    expect(seen.failure).toBeUndefined();
  });

  test('of any size is read up to the limit', async () => {
    const seen = await ask(onRequest((socket) => {
      const flood = () => socket.write('x'.repeat(10_000), (error) => (error ? undefined : flood()));
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      flood();
    }));
    expect(seen).toMatchObject({ failure: { reason: 'too-large', phase: 'body' }, text: 'x'.repeat(1_000), closed: true });
  });
});

interface Fault { readonly what: string; readonly serve: Serve; readonly failure: object }

const tlsAlert = Buffer.from('15030300020228', 'hex');
const closes: readonly Fault[] = [
  { what: 'closes without a word', serve: onRequest((socket) => socket.end()), failure: { reason: 'closed-early', phase: 'firstByte' } },
  { what: 'closes at once', serve: (socket) => socket.end(), failure: { reason: 'closed-early' } },
  { what: 'resets without a word', serve: onRequest((socket) => socket.resetAndDestroy()), failure: { reason: 'closed-early', phase: 'firstByte' } },
  {
    what: 'closes in the head', serve: onRequest((socket) => socket.end('HTTP/1.1 200 OK\r\nConte')),
    failure: { reason: 'closed-early', phase: 'firstByte', evidence: 'HTTP/1.1 200 OK\r\nConte' },
  },
  { what: 'closes in the body', serve: onRequest((socket) => socket.end(`${head}hel`)), failure: { reason: 'closed-early', phase: 'body' } },
  {
    what: 'resets in the body',
    serve: onRequest((socket, begun) => {
      socket.write(`${head}hel`);
      begun(() => socket.resetAndDestroy());
    }),
    failure: { reason: 'closed-early', phase: 'body' },
  },
  {
    what: 'sends garbage', serve: onRequest((socket) => socket.write('220 mail.example.com ESMTP\r\n')),
    failure: { reason: 'malformed', phase: 'firstByte', evidence: '220 mail.example.com ESMTP\r\n' },
  },
  {
    what: 'sends a TLS alert', serve: onRequest((socket) => socket.end(tlsAlert)),
    failure: { reason: 'malformed', phase: 'firstByte', detail: 'The port speaks TLS, but the request was sent without.' },
  },
  {
    what: 'begins TLS itself', serve: onRequest((socket) => socket.end(Buffer.from('160303003a02000036', 'hex'))),
    failure: { reason: 'malformed', phase: 'firstByte', detail: 'The port speaks TLS, but the request was sent without.' },
  },
  {
    what: 'sends two lengths', serve: onRequest((socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n${head.slice(17)}hello`)),
    failure: { reason: 'malformed', phase: 'firstByte' },
  },
];

test.each(closes)('a target that $what fails the exchange with its reason', async ({ serve, failure }) => {
  const seen = await ask(serve);
  expect(seen.failure).toMatchObject(failure);
  expect(seen).toMatchObject({ closed: true, listening: 0 });
});

interface Stop { readonly when: string; readonly serve: (abort: () => void) => Serve; readonly request?: Outgoing; readonly failure: object }

const beginning = (text: string) => (abort: () => void) => onRequest((socket, begun) => {
  socket.write(text);
  begun(abort);
});
const stops: readonly Stop[] = [
  {
    when: 'while the request is not taken', request: huge, failure: { reason: 'request-timeout', phase: 'request' },
    serve: (abort) => onRequest((socket) => {
      socket.pause();
      abort();
    }),
  },
  { when: 'while nothing comes', serve: (abort) => onRequest(abort), failure: { reason: 'header-timeout', phase: 'firstByte' } },
  { when: 'in the head', serve: beginning('HTTP/1.1 200 OK\r\nConte'), failure: { reason: 'header-timeout', phase: 'firstByte' } },
  { when: 'in the body', serve: beginning(`${head}hel`), failure: { reason: 'body-timeout', phase: 'body' } },
];

test.each(stops)('an abort $when ends the exchange at once with the reason for it', async ({ serve, request = get, failure }) => {
  const abort = new AbortController();
  const seen = await ask(serve(() => abort.abort()), { request, abort });
  expect(seen.failure).toMatchObject(failure);
  expect(seen).toMatchObject({ closed: true, listening: 0 });
});
