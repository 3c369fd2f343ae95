import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import { describe, expect, it, vi } from 'vitest';
import { balancing, echo } from './balancing.ts';

const { inFrontOf, target, rawTarget, refusing, told, trusted } = balancing();

const own = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;

describe('a target that answers', () => {
  it('gets the request as it was sent, and who sent it', async () => {
    const { get, httpsPort } = await inFrontOf([await target(echo)]);
    const got = await get('/a/..%2f?b=c', { method: 'POST', body: 'hello', headers: { 'host': 'a.test', 'X-Forwarded-For': '10.0.0.1' } });
    const { path, headers, body } = JSON.parse(got.body) as { path: string; headers: Record<string, string>; body: string };
    expect([path, body, headers['host'], headers['content-length']]).toEqual(['/a/..%2f?b=c', 'hello', 'a.test', '5']);
    const forwarded = ['for', 'proto', 'port'].map((name) => headers[`x-forwarded-${name}`]);
    expect(forwarded).toEqual(['10.0.0.1, 127.0.0.1', 'https', String(httpsPort)]);
  });

  it('keeps its status, its headers, repeated ones too, and its framing', async () => {
    const { get } = await inFrontOf([
      await target((incoming, outgoing) => {
        const framing = incoming.url === '/length' ? ['Content-Length', '4'] : [];
        outgoing.writeHead(418, 'Teapot', ['Server', 'uvicorn', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', ...framing]).end('body');
      }),
    ]);
    const [length, chunked] = [await get('/length'), await get('/chunked')];
    const { status, headers, body } = length;
    expect([status, headers['server'], headers['set-cookie'], body]).toEqual([418, 'uvicorn', ['a=1', 'b=2'], 'body']);
    expect([length.headers['content-length'], length.headers['transfer-encoding']]).toEqual(['4', undefined]);
    expect([chunked.headers['content-length'], chunked.headers['transfer-encoding'], chunked.body]).toEqual([undefined, 'chunked', 'body']);
  });

  it('takes turns with the others of its group', async () => {
    const one = await target((_, outgoing) => outgoing.end('one'));
    const two = await target((_, outgoing) => outgoing.end('two'));
    const { get } = await inFrontOf([one, two]);
    const got = [await get(), await get(), await get(), await get()].map(({ body }) => body);
    expect(new Set(got.slice(0, 2))).toEqual(new Set(['one', 'two']));
    expect(got.slice(2)).toEqual(got.slice(0, 2));
  });

  it('has the connection cut when it breaks off in the middle', async () => {
    const { get } = await inFrontOf([await rawTarget((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'))]);
    await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('a target that does not answer', () => {
  it('is a 502 of the load balancer when it refuses the connection', async () => {
    const { get } = await inFrontOf([await refusing()]);
    const got = await get();
    expect([got.status, got.headers['server'], got.headers['content-type']]).toEqual([502, 'awselb/2.0', 'text/html']);
    expect([got.body, got.headers['content-length']]).toEqual([own('502 Bad Gateway'), '122']);
  });

  it.each([
    ['resets it', (socket: Socket) => socket.resetAndDestroy()],
    ['closes it without a word', (socket: Socket) => socket.end()],
    ['does not speak HTTP', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
  ])('is a 502 when it %s', async (_, handle) => {
    const { get } = await inFrontOf([await rawTarget((socket) => socket.once('data', () => handle(socket)))]);
    expect((await get()).body).toBe(own('502 Bad Gateway'));
  });

  it('is a 503 when the group is empty', async () => {
    const { get } = await inFrontOf([]);
    const got = await get();
    expect([got.status, got.body, got.headers['content-length']]).toEqual([503, own('503 Service Temporarily Unavailable'), '162']);
  });

  it('is a 504 after the idle time-out', async () => {
    const { get } = await inFrontOf([await rawTarget(() => undefined)], { idleTimeoutMs: 30 });
    const got = await get();
    expect([got.status, got.body]).toEqual([504, own('504 Gateway Time-out')]);
  });
});

it('lets go of the target when the client leaves', async () => {
  const left = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const silent = await rawTarget((socket) => {
    socket.once('data', () => asked.resolve()).on('close', () => left.resolve());
  });
  const { httpsPort: port } = await inFrontOf([silent]);
  const client = connect({ host: '127.0.0.1', port, ca: trusted(), servername: 'a.test' });
  client.write('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n');
  await asked.promise;
  client.destroy();
  await expect(left.promise).resolves.toBeUndefined();
});

describe('of each request', () => {
  it('tells who answered, with which status, and how long a target took to begin', async () => {
    const target500 = await target((_, outgoing) => outgoing.writeHead(500).end());
    const before = Date.now();
    await (await inFrontOf([target500])).get();
    await (await inFrontOf([])).get();
    await (await inFrontOf([await rawTarget((socket) => socket.end())])).get();
    await (await inFrontOf([await rawTarget(() => undefined)], { idleTimeoutMs: 30 })).get();
    expect(told).toEqual([
      { by: 'target', status: 500, group: 'group', at: expect.any(Number), tookMs: expect.any(Number) },
      { by: 'balancer', status: 503, at: expect.any(Number) },
      { by: 'balancer', status: 502, group: 'group', at: expect.any(Number) },
      { by: 'balancer', status: 504, group: 'group', at: expect.any(Number) },
    ]);
    expect(told[0]?.at).toBeGreaterThanOrEqual(before);
  });

  it('tells once, also of a target that breaks off after it began', async () => {
    const { get } = await inFrontOf([await rawTarget((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'))]);
    await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(told).toMatchObject([{ by: 'target', status: 200 }]);
  });

  it('tells of a client that left before an answer, as AWS writes it down', async () => {
    const asked = Promise.withResolvers<void>();
    const { httpsPort: port } = await inFrontOf([await rawTarget((socket) => socket.once('data', () => asked.resolve()))]);
    const client = connect({ host: '127.0.0.1', port, ca: trusted(), servername: 'a.test' });
    client.write('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n');
    await asked.promise;
    client.destroy();
    await vi.waitFor(() => expect(told).toMatchObject([{ by: 'balancer', status: 460, group: 'group' }]));
  });
});

describe('a target that drains', () => {
  it('lets requests hang until it is gone, and from then on the group is empty', async () => {
    const drained = await target(echo);
    let goneAt: number | undefined;
    // Counted from the first request's arrival, so that it surely comes in time.
    const { get } = await inFrontOf(() => [{ ...drained, draining: { goneAt: (goneAt ??= Date.now() + 30) } }]);
    expect((await get()).status).toBe(502);
    expect((await get()).status).toBe(503);
  });

  it('lets requests hang no longer than the idle time-out', async () => {
    const drained = { ...(await target(echo)), draining: { goneAt: Date.now() + 600_000 } };
    const { get } = await inFrontOf([drained], { idleTimeoutMs: 30 });
    const got = await get();
    expect([got.status, got.body]).toEqual([504, own('504 Gateway Time-out')]);
  });

  it('leaves the requests to those of its group that stay', async () => {
    const stays = await target((_, outgoing) => outgoing.end('stays'));
    const { get } = await inFrontOf([{ ...(await target(echo)), draining: { goneAt: Infinity } }, stays]);
    expect([(await get()).body, (await get()).body]).toEqual(['stays', 'stays']);
  });
});

describe('the listener', () => {
  it('answers what is not HTTP with a 400 of its own', async () => {
    const { httpsPort: port } = await inFrontOf([]);
    const socket = connect({ host: '127.0.0.1', port, ca: trusted(), servername: 'a.test' });
    socket.end('nonsense\r\n\r\n');
    const parts: Buffer[] = [];
    for await (const part of socket) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nServer: awselb\/2\.0\r\n/u);
    expect(text.endsWith(own('400 Bad Request'))).toBe(true);
  });

  it.each([
    ['a.test', 'a.test'],
    ['b.test', 'b.test'],
    ['unknown.test', 'a.test'],
  ])('presents to %s the certificate of %s', async (servername, name) => {
    const { httpsPort: port } = await inFrontOf([]);
    const socket = connect({ host: '127.0.0.1', port, servername, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    expect(socket.getPeerCertificate().subjectaltname).toBe(`DNS:${name}`);
    socket.destroy();
  });
});
