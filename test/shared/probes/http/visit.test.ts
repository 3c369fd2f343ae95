import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { http } from '../../../../shared/probes/http.ts';
import { answering, closing, hello } from '../../../fixtures/answering.ts';
import { network, serve, serveSecurely } from '../../../fixtures/http-server.ts';
import { addsUp, probe } from '../../../fixtures/probing.ts';
import { startServer } from '../../../fixtures/tcp-server.ts';

const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n';

/** Asks a server that closes a connection at its second request: GET, then what is told. */
const replacing = async (method: string) => {
  await using server = await answering((socket, request) => (request === 1 ? socket.write(hello) : socket.end()));
  await probe(http, { url: server.url, reuse: true });
  return { seen: await probe(http, { url: server.url, reuse: true, method }), made: server.sockets.length };
};

const anew = ['connect', 'request', 'firstByte', 'body'];
const again = ['request', 'firstByte', 'body'];
const phasesOf = ({ phases }: { readonly phases: object }) => Object.keys(phases);

describe('a check that is to reuse connections', () => {
  test.each([['a length', hello], ['chunks', chunked]])('takes the one that an answer framed by %s left', async (_, answer) => {
    await using server = await answering((socket) => socket.write(answer));
    const [first, second] = [await probe(http, { url: server.url, reuse: true }), await probe(http, { url: server.url, reuse: true })];
    expect(first).not.toHaveProperty('reused');
    expect(phasesOf(first)).toEqual(anew);
    expect(second).toMatchObject({ reused: true, address: server.address, response: { status: 200, body: Buffer.from('hello') } });
    expect(phasesOf(second)).toEqual(again);
    expect(addsUp(second)).toBe(true);
    expect(second.request?.headers).toContainEqual(['Connection', 'keep-alive']);
    expect(server.sockets).toHaveLength(1);
  });

  test('does so over TLS, and still knows the certificate', async () => {
    const sockets = new Set<Socket>();
    await using server = await serveSecurely(({ socket }, response) => { sockets.add(socket); response.end('hi'); });
    const url = `https://localhost:${server.port}/`;
    await probe(http, { url, reuse: true }, { network });
    const second = await probe(http, { url, reuse: true }, { network });
    expect(second).toMatchObject({ reused: true, response: { status: 200 }, certificate: { names: ['localhost', '127.0.0.1'] } });
    expect(phasesOf(second)).toEqual(again);
    expect(sockets.size).toBe(1);
  });

  test('makes a new one half a minute after that one was made, however often it was used', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => { vi.useRealTimers(); });
    await using server = await answering((socket) => socket.write(hello));
    const reused: (true | undefined)[] = [];
    for (let asked = 0; asked < 3; asked += 1) {
      reused.push((await probe(http, { url: server.url, reuse: true })).reused);
      vi.advanceTimersByTime(15_000);
    }
    expect(reused).toEqual([undefined, true, undefined]);
  });

  test('shares no connection with one that is not, which closes its own', async () => {
    await using server = await answering((socket) => socket.write(hello));
    for (const reuse of [false, true, false]) {
      const seen = await probe(http, { url: server.url, reuse });
      expect(phasesOf(seen)).toEqual(anew);
      expect(seen.request?.headers).toContainEqual(['Connection', reuse ? 'keep-alive' : 'close']);
    }
    await Promise.all([closing(server.sockets[0]), closing(server.sockets[2])]);
    expect(server.sockets.map(({ closed }) => closed)).toEqual([true, false, true]);
  });

  test('follows a redirect over the same connection, but only to its own origin', async () => {
    const asked: [string, string | undefined][] = [];
    await using other = await serve(({ headers }, response) => { asked.push(['other', headers.connection]); response.end(); });
    await using server = await serve(({ url, headers }, response) => {
      asked.push([url ?? '', headers.connection]);
      response.writeHead(302, { location: url === '/a' ? '/b' : `http://${other.address}/` }).end();
    });
    const url = `http://${server.address}`;
    expect(await probe(http, { url: `http://${other.address}/`, reuse: true })).toMatchObject({ response: { status: 200 } });
    expect(await probe(http, { url: `${url}/a`, reuse: true, follow: 1 })).toMatchObject({ reused: true, response: { status: 302 } });
    const led = await probe(http, { url: `${url}/b`, reuse: true, follow: 1 });
    expect(led).toMatchObject({ address: other.address, response: { status: 200 } });
    expect(led).not.toHaveProperty('reused');
    expect(asked).toEqual([['other', 'keep-alive'], ['/a', 'keep-alive'], ['/b', 'keep-alive'], ['/b', 'keep-alive'], ['other', 'close']]);
  });
});

describe('a connection is not left open', () => {
  test.each<[string, string, string?]>([
    ['says that it closes', 'HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 0\r\n\r\n'],
    ['is HTTP/1.0', 'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n'],
    ['is followed by more', `${hello}x`],
    ['has no body to end', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['has no body because none was asked for', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', 'HEAD'],
    ['has too many trailers', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'a: b\r\n'.repeat(300)}\r\n`],
    ['is malformed', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello'],
    ['is larger than what is read', 'HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n'],
  ])('by an answer that %s', async (_, answer, method = 'GET') => {
    await using server = await answering((socket) => socket.write(answer));
    for (const connection of [1, 2]) {
      expect(await probe(http, { url: server.url, reuse: true, maxBytes: '1KB', method })).not.toHaveProperty('reused');
      await closing(server.sockets[connection - 1]);
      expect(server.sockets).toHaveLength(connection);
    }
  });

  test('when the answer came before all of the request was sent', async () => {
    await using server = await startServer((socket) => socket.once('data', () => socket.pause().write(hello)));
    const url = `http://${server.address}/`;
    const body = 'x'.repeat(16 * 1_048_576);
    expect(await probe(http, { url, reuse: true, method: 'PUT', body })).toMatchObject({ response: { status: 200 } });
    expect(await probe(http, { url, reuse: true })).not.toHaveProperty('reused');
  });

  test('when the check is given up', async () => {
    const abort = new AbortController();
    await using server = await answering((socket, request) => (request === 1 ? socket.write(hello) : abort.abort()));
    await probe(http, { url: server.url, reuse: true });
    expect(await probe(http, { url: server.url, reuse: true }, { signal: abort.signal }))
      .toMatchObject({ reused: true, failure: { reason: 'header-timeout' } });
    await closing(server.sockets[0]);
    expect(server.sockets).toHaveLength(1);
  });
});

describe('a connection that was left open', () => {
  const ends: [string, (socket: Socket) => void][] = [
    ['closed', (socket) => socket.end()], ['reset', (socket) => socket.resetAndDestroy()],
  ];
  test.each(ends)('and is %s at the next request is replaced once, and the time it took is told', async (_, end) => {
    await using server = await answering((socket, request) => (request === 1 ? socket.write(hello) : end(socket)));
    await probe(http, { url: server.url, reuse: true });
    const seen = await probe(http, { url: server.url, reuse: true });
    expect(seen).toMatchObject({ response: { status: 200 } });
    expect(seen).not.toHaveProperty('failure');
    expect(seen).not.toHaveProperty('reused');
    expect(phasesOf(seen)).toEqual(['request', 'firstByte', 'connect', 'body']);
    expect(addsUp(seen)).toBe(true);
    expect(server.sockets).toHaveLength(2);
  });

  test('and is closed at the next request is replaced over TLS, too', async () => {
    const sockets = new Set<Socket>();
    await using server = await serveSecurely(({ socket }, response) => {
      if (sockets.has(socket)) socket.destroy();
      else response.end('hi');
      sockets.add(socket);
    });
    const url = `https://127.0.0.1:${server.port}/`;
    await probe(http, { url, reuse: true }, { network });
    const seen = await probe(http, { url, reuse: true }, { network });
    expect(seen).toMatchObject({ response: { status: 200 } });
    expect(phasesOf(seen)).toEqual(['request', 'firstByte', 'connect', 'tls', 'body']);
    expect(sockets.size).toBe(2);
  });

  test('is replaced no more than once', async () => {
    await using server = await answering((socket, request, connection) => {
      if (request === 1 && connection === 1) socket.write(hello);
      else socket.end();
    });
    await probe(http, { url: server.url, reuse: true });
    expect(await probe(http, { url: server.url, reuse: true })).toMatchObject({ failure: { reason: 'closed-early', phase: 'firstByte' } });
    expect(server.sockets).toHaveLength(2);
  });

  test.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])('and is closed at a %s is replaced: it can be repeated', async (method) => {
    expect(await replacing(method)).toMatchObject({ seen: { response: { status: 200 } }, made: 2 });
  });

  test.each(['POST', 'PATCH'])('and is closed at a %s is not: it may have been done', async (method) => {
    const { seen, made } = await replacing(method);
    expect(seen).toMatchObject({ reused: true, failure: { reason: 'closed-early', phase: 'firstByte' } });
    expect(made).toBe(1);
  });

  test('and breaks in the middle of the next answer has failed', async () => {
    const interim = 'HTTP/1.1 100 Continue\r\n\r\n';
    await using server = await answering((socket, request) => (request === 1 ? socket.write(hello) : socket.end(interim)));
    await probe(http, { url: server.url, reuse: true });
    const seen = await probe(http, { url: server.url, reuse: true });
    expect(seen).toMatchObject({ reused: true, failure: { reason: 'closed-early', phase: 'firstByte' } });
    expect(server.sockets).toHaveLength(1);
  });
});
