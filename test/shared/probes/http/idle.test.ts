import { execFile } from 'node:child_process';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { dial } from '../../../../shared/probes/dial/dial.ts';
import { Stopwatch } from '../../../../shared/probes/dial/stopwatch.ts';
import { http } from '../../../../shared/probes/http.ts';
import { idleKey, leaveIdle, takeIdle } from '../../../../shared/probes/http/idle.ts';
import { answering, closing, hello } from '../../../fixtures/answering.ts';
import { createAuthority } from '../../../fixtures/certificates.ts';
import { network, serveSecurely } from '../../../fixtures/http-server.ts';
import { startNameServer } from '../../../fixtures/name-server.ts';
import { probe } from '../../../fixtures/probing.ts';

/** Connects and leaves the connection at the time 0. */
const leave = async (port: number, until: number) => {
  const { signal } = new AbortController();
  const connection = await dial({ host: '127.0.0.1', port }, { network: {}, signal, stopwatch: new Stopwatch() });
  if (!connection.ok) throw new Error(connection.observation.failure.detail);
  const key = idleKey(new URL(`http://127.0.0.1:${port}/`), {});
  leaveIdle(key, { connection, until }, 0);
  return { key, connection };
};

test('no connection of another host, another trust or another name server is taken', async () => {
  const sockets = new Set<Socket>();
  const other = await createAuthority('Other Authority');
  await using server = await serveSecurely(({ socket }, response) => { sockets.add(socket); response.end('hi'); });
  await using dns = await startNameServer(({ name }) => ({ answers: [{ type: 'A', name, ttl: 1, data: '127.0.0.1' }] }));
  const ways = [
    { host: 'localhost', network }, { host: '127.0.0.1', network }, { host: 'localhost', network: { ca: network.ca + other.cert } },
    { host: 'localhost', network: { ...network, resolver: dns.server } },
  ];
  for (const { host, network } of ways) {
    const seen = await probe(http, { url: `https://${host}:${server.port}/`, reuse: true }, { network });
    expect(seen).toMatchObject({ response: { status: 200 } });
    expect(seen).not.toHaveProperty('reused');
  }
  expect(sockets.size).toBe(ways.length);
  expect(await probe(http, { url: `https://localhost:${server.port}/`, reuse: true }, { network: { ca: other.cert } }))
    .toMatchObject({ failure: { reason: 'tls-untrusted' } });
});

test('a few connections are left open, however many were made', async () => {
  const waiting: Socket[] = [];
  await using server = await answering((socket) => {
    waiting.push(socket);
    if (waiting.length >= 6) for (const one of waiting.splice(0, 6)) one.write(hello);
  });
  const askAll = (count: number) => Promise.all(Array.from({ length: count }, () => probe(http, { url: server.url, reuse: true })));
  expect((await askAll(6)).map(({ reused }) => reused)).not.toContain(true);
  expect((await askAll(6)).filter(({ reused }) => reused === true)).toHaveLength(4);
  expect(server.sockets).toHaveLength(8);
});

test.each<[string, string, (socket: Socket) => void]>([
  ['is closed', 'POST', (socket) => socket.end()],
  ['is written to', 'POST', (socket) => socket.write('HTTP/1.1 408 Request Timeout\r\n\r\n')],
  // The news of it may come only after it was taken: then it is replaced.
  ['is reset', 'GET', (socket) => socket.resetAndDestroy()],
])('an idle connection that %s does not serve the next %s', async (_, method, befall) => {
  await using server = await answering((socket) => socket.write(hello));
  await probe(http, { url: server.url, reuse: true });
  for (const socket of server.sockets) befall(socket);
  await closing(server.sockets[0]);
  const seen = await probe(http, { url: server.url, reuse: true, method });
  expect(seen).toMatchObject({ response: { status: 200 } });
  expect(seen.phases).toHaveProperty('connect');
  expect(seen).not.toHaveProperty('reused');
});

test('an idle connection is closed when its time is up', async () => {
  await using server = await answering(() => {});
  const { key, connection } = await leave(server.port, 1);
  await closing(connection.socket);
  expect(takeIdle(key, 0)).toBeUndefined();
});

test('an idle connection is not taken when its time is up, also where its timer has not run', async () => {
  await using server = await answering(() => {});
  const { key, connection } = await leave(server.port, 60_000);
  expect(takeIdle(key, 60_000)).toBeUndefined();
  expect(connection.socket.destroyed).toBe(true);
});

test('a connection in use is not closed because it was idle', async () => {
  await using server = await answering(() => {});
  const { key, connection } = await leave(server.port, 1);
  const taken = takeIdle(key, 0);
  // Timers of the same length run in the order in which they were set.
  await new Promise((ran) => setTimeout(ran, 1));
  expect(taken?.connection).toBe(connection);
  expect(connection.socket.destroyed).toBe(false);
  connection.socket.destroy();
});

test('a connection serves no longer for being used', async () => {
  await using server = await answering(() => {});
  const { key } = await leave(server.port, 60_000);
  const taken = takeIdle(key, 59_999);
  expect(taken?.until).toBe(60_000);
  if (taken !== undefined) leaveIdle(key, taken, 60_000);
  expect(taken?.connection.socket.destroyed).toBe(true);
});

test('an idle connection keeps no process alive', async () => {
  await using server = await answering((socket) => socket.write(hello));
  const settings = { url: server.url, method: 'GET', headers: {}, follow: 0, maxBytes: 1_000, reuse: true };
  const source = `
    import { http } from ${JSON.stringify(new URL('../../../../shared/probes/http.ts', import.meta.url).href)};
    const { run } = http.bind(${JSON.stringify(settings)});
    const ask = () => run({ signal: new AbortController().signal, network: {} });
    await ask();
    console.log((await ask()).reused);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source]);
  expect(stdout.trim()).toBe('true');
});
