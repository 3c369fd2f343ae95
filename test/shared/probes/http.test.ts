import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../shared/checks/judge.ts';
import { http } from '../../../shared/probes/http.ts';
import { network, serve, serveSecurely } from '../../fixtures/http-server.ts';
import { startNameServer } from '../../fixtures/name-server.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';
import { closedPort, startServer } from '../../fixtures/tcp-server.ts';

const bodyOf = async (message: IncomingMessage) => (await message.toArray() as Buffer[]).join('');

describe('a request', () => {
  test('names the product, takes what can be unpacked, closes, and has no origin', async () => {
    const seen: IncomingMessage[] = [];
    await using server = await serve((request, response) => { seen.push(request); response.end(); });
    const observation = await probe(http, { url: `http://${server.address}/a%20b?c=d` });
    const [request] = seen;
    expect(request).toMatchObject({ method: 'GET', url: '/a%20b?c=d' });
    expect(request?.headers).toEqual({
      host: server.address, 'user-agent': 'hokusai-health', accept: '*/*', 'accept-encoding': 'gzip, br, deflate', connection: 'close',
    });
    expect(observation.request?.headers.map(([name, value]) => [name.toLowerCase(), value])).toEqual(Object.entries(request?.headers ?? {}));
  });

  test.each<[string, unknown, string, string | undefined]>([
    ['text', 'a=b', 'a=b', undefined], ['JSON', { a: ['é'] }, '{"a":["é"]}', 'application/json'], ['a JSON list', [1], '[1]', 'application/json'],
  ])('carries a body of %s with its length', async (_, body, sent, type) => {
    const seen = Promise.withResolvers<[string, string | undefined, string | undefined]>();
    await using server = await serve((request, response) => {
      response.end();
      void bodyOf(request).then((text) => seen.resolve([text, request.headers['content-type'], request.headers['content-length']]));
    });
    await probe(http, { url: `http://${server.address}/`, method: 'POST', body });
    expect(await seen.promise).toEqual([sent, type, String(Buffer.byteLength(sent))]);
  });

  test('carries the described headers instead of the usual ones', async () => {
    await using server = await serve(({ headers }, response) => response.end([headers.host, headers.accept, headers['x-a']].join(' ')));
    const headers = { host: 'other.example.com', ACCEPT: 'text/plain', 'X-A': 'b' };
    const { response } = await probe(http, { url: `http://${server.address}/`, headers });
    expect(response?.body.toString()).toBe('other.example.com text/plain b');
  });
});

describe('an answer', () => {
  test('is kept whole: status, headers in order, body unpacked, its size on the wire', async () => {
    const packed = gzipSync('hello '.repeat(100));
    await using server = await serve((_, response) => {
      response.writeHead(207, 'Several', ['X-A', '1', 'X-B', '2', 'X-A', '3', 'Content-Encoding', 'gzip']).end(packed);
    });
    const seen = await probe(http, { url: `http://${server.address}/` });
    expect(seen.response).toMatchObject({ status: 207, statusText: 'Several', wireBytes: packed.length, redirects: [], url: `http://${server.address}/` });
    expect(seen.response?.headers.filter(([name]) => name.startsWith('x-'))).toEqual([['x-a', '1'], ['x-b', '2'], ['x-a', '3']]);
    expect(seen.response?.body.toString()).toBe('hello '.repeat(100));
    expect(seen).toMatchObject({ address: server.address });
    expect(Object.keys(seen.phases)).toEqual(['connect', 'request', 'firstByte', 'body']);
    expect(addsUp(seen)).toBe(true);
  });

  test.each<[number, boolean]>([[200, true], [299, true], [302, false], [404, false], [500, false]])('of %d is what is expected by default: %s', async (status, ok) => {
    await using server = await serve((_, response) => { response.writeHead(status).end(); });
    const seen = await probe(http, { url: `http://${server.address}/` });
    expect(judge(http.expects, seen, Date.now()).every((outcome) => outcome.ok)).toBe(ok);
  });

  test('over TLS carries the facts of the certificate and one more phase', async () => {
    await using server = await serveSecurely((_, response) => { response.end('hi'); });
    const seen = await probe(http, { url: `https://localhost:${server.port}/` }, { network });
    expect(seen).toMatchObject({ response: { status: 200 }, certificate: { names: ['localhost', '127.0.0.1'] } });
    expect(Object.keys(seen.phases)).toEqual(['dns', 'connect', 'tls', 'request', 'firstByte', 'body']);
    expect(addsUp(seen)).toBe(true);
  });

  test('that is broken off keeps what came of it, but nothing of a packed body', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n';
    await using plain = await startServer((socket) => socket.once('data', () => socket.end(`${head}\r\nhello`)));
    expect(await probe(http, { url: `http://${plain.address}/` }))
      .toMatchObject({ failure: { reason: 'closed-early', phase: 'body' }, response: { status: 200, body: Buffer.from('hello') } });
    await using packed = await startServer((socket) => socket.once('data', () => socket.end(`${head}Content-Encoding: gzip\r\n\r\nhello`)));
    expect(await probe(http, { url: `http://${packed.address}/` }))
      .toMatchObject({ failure: { reason: 'closed-early' }, response: { status: 200, body: Buffer.alloc(0) } });
  });

  test('larger than what is read fails as too large, packed or not', async () => {
    await using server = await serve(({ url }, response) => {
      if (url === '/packed') response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(3_000)));
      else response.end(Buffer.alloc(3_000));
    });
    for (const path of ['packed', 'plain']) {
      const url = `http://${server.address}/${path}`;
      expect(await probe(http, { url, maxBytes: '2KB' })).toMatchObject({ failure: { reason: 'too-large', phase: 'body' }, response: { status: 200 } });
      expect((await probe(http, { url, maxBytes: '3KB' })).failure).toBeUndefined();
    }
  });

  test.each(['gzip', 'zstd'])('that names a packing (%s) it does not have is malformed, and what was sent is kept', async (packing) => {
    const evidence = '{"status":"healthy"}';
    await using server = await serve((_, response) => { response.setHeader('content-encoding', packing).end(evidence); });
    expect(await probe(http, { url: `http://${server.address}/` })).toMatchObject({ failure: { reason: 'malformed', phase: 'body', evidence } });
  });

  test('that is packed in a way that was not offered keeps nothing of what is no text', async () => {
    await using server = await serve((_, response) => { response.setHeader('content-encoding', 'zstd').end(gzipSync('hello')); });
    const { failure } = await probe(http, { url: `http://${server.address}/` });
    expect(failure).toMatchObject({ reason: 'malformed' });
    expect(failure).not.toHaveProperty('evidence');
  });

  test('to HEAD has no body, whatever length it gives', async () => {
    await using server = await serve((_, response) => { response.setHeader('content-length', 5_000_000).end(); });
    const seen = await probe(http, { url: `http://${server.address}/`, method: 'HEAD' });
    expect(seen).toMatchObject({ response: { status: 200, wireBytes: 0 } });
    expect(seen.failure).toBeUndefined();
  });
});

test('a name is asked of the described name server', async () => {
  await using server = await serve(({ headers }, response) => response.end(headers.host));
  await using dns = await startNameServer(({ name }) => ({ answers: [{ type: 'A', name, ttl: 1, data: '127.0.0.1' }] }));
  const seen = await probe(http, { url: `http://registry.example.com:${server.port}/` }, { network: { resolver: dns.server } });
  expect(seen.response?.body.toString()).toBe(`registry.example.com:${server.port}`);
});

test('nothing listening is a failure without an answer, and nothing was sent', async () => {
  const seen = await probe(http, { url: `http://127.0.0.1:${await closedPort()}/` });
  expect(seen).toMatchObject({ failure: { reason: 'connect-refused', phase: 'connect' } });
  expect(seen).not.toHaveProperty('response');
  expect(seen).not.toHaveProperty('request');
});

test('the target is named by method and URL, its host with the port', () => {
  expect(targetOf(http, { url: 'https://a.example.com/b?c=d' })).toEqual({ label: 'GET https://a.example.com/b?c=d', host: 'a.example.com:443' });
  expect(targetOf(http, { url: 'http://[::1]/', method: 'HEAD' })).toEqual({ label: 'HEAD http://[::1]/', host: '[::1]:80' });
});

test.each<[string, unknown, string]>([
  ['a URL of another scheme', { url: 'ftp://a.example.com/' }, 'an http or https URL without user name, password and fragment'],
  ['a URL with a password', { url: 'https://u:p@a.example.com/' }, 'an http or https URL without user name, password and fragment'],
  ['a method that is none', { url: 'http://a/', method: 'BREW' }, 'one of GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE'],
  ['a header that frames the request', { url: 'http://a/', headers: { 'Content-Length': '5' } },
    'another header: how the request is framed is not for the description to say'],
  ['an unlimited body', { url: 'http://a/', maxBytes: '17MB' }, 'at most 16MB'],
])('%s is not accepted', (_, settings, fault) => {
  expect(settingsFault(http, settings)).toBe(fault);
});

test.each<[string, unknown]>([
  ['a line break in a header', { headers: { A: 'b\r\nC: d' } }], ['a space in a header name', { headers: { 'A B': 'c' } }], ['a key as a query', { auth: { credential: 'k', as: 'query' } }],
  ['an unknown setting', { timeout: '5s' }], ['endless redirects', { follow: 1_000 }],
])('%s is not accepted either', (_, settings) => {
  expect(settingsFault(http, { url: 'http://a/', ...settings as object })).toBeDefined();
});
