import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../shared/checks/judge.ts';
import { tcp } from '../../../shared/probes/tcp.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';
import { closedPort, startServer } from '../../fixtures/tcp-server.ts';

const host = '127.0.0.1';

describe('a connection', () => {
  test('that is made is enough by default, and is closed again', async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await startServer((socket) => void once(socket.resume(), 'close').then(() => closed.resolve()));
    const seen = await probe(tcp, { host, port: server.port });
    expect(seen).toMatchObject({ address: server.address });
    expect(seen.failure).toBeUndefined();
    expect(Object.keys(seen.phases)).toEqual(['connect']);
    expect(judge(tcp.expects, seen, 0)).toEqual([
      { expectation: 'connected', ok: true, expected: 'a connection', saw: `one to ${server.address}`, reason: 'connect-unreachable' },
    ]);
    await closed.promise;
  });

  test('that is refused fails', async () => {
    const port = await closedPort();
    const seen = await probe(tcp, { host, port });
    expect(seen).toMatchObject({ address: `${host}:${port}`, failure: { reason: 'connect-refused', phase: 'connect' } });
    expect(judge(tcp.expects, seen, 0).map(({ ok }) => ok)).toEqual([false]);
  });
});

describe('what a server says', () => {
  test('is read to the end of its line, and judged as a body', async () => {
    await using server = await startServer((socket) => {
      socket.write('SSH-2.0');
      setImmediate(() => socket.write('-Open\r\n'));
    });
    const seen = await probe(tcp, { host, port: server.port, read: '64B' });
    expect(seen).toMatchObject({ banner: 'SSH-2.0-Open\r\n' });
    expect(addsUp(seen)).toBe(true);
    expect(Object.keys(seen.phases)).toEqual(['connect', 'firstByte', 'body']);
    const met = judge({ body: { contains: 'SSH-2.0', matches: '^SSH', notContains: 'ERR' } }, seen, 0);
    expect(met.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(judge({ body: { contains: 'FTP' } }, seen, 0)[0]).toMatchObject({ ok: false, saw: '14 bytes without it' });
  });

  test('is cut after as many bytes as the check reads', async () => {
    await using server = await startServer((socket) => { socket.write('0123456789'); });
    expect((await probe(tcp, { host, port: server.port, read: '4B' })).banner).toBe('0123');
  });

  test('is read to its end where the server closes', async () => {
    await using server = await startServer((socket) => { socket.end('bye'); });
    expect(await probe(tcp, { host, port: server.port, read: '64B' })).toMatchObject({ banner: 'bye' });
  });

  test('may be asked for', async () => {
    await using server = await startServer((socket) => {
      socket.on('data', (bytes) => socket.write(bytes.toString() === 'PING\r\n' ? '+PONG\r\n' : '-ERR\r\n'));
    });
    const seen = await probe(tcp, { host, port: server.port, send: 'PING\r\n', read: '64B' });
    expect(seen.banner).toBe('+PONG\r\n');
    expect(Object.keys(seen.phases)).toEqual(['connect', 'request', 'firstByte', 'body']);
  });

  test('is nothing when the server closes without a word', async () => {
    await using server = await startServer((socket) => { socket.end(); });
    const { failure } = await probe(tcp, { host, port: server.port, read: '64B' });
    expect(failure).toMatchObject({ reason: 'closed-early', phase: 'firstByte' });
  });

  test('is broken off when the server resets the connection, and its beginning is kept', async () => {
    await using server = await startServer((socket) => {
      socket.write('half a li');
      socket.once('data', () => socket.resetAndDestroy());
    });
    const { failure } = await probe(tcp, { host, port: server.port, send: 'x', read: '64B' });
    expect(failure).toMatchObject({ reason: 'closed-early' });
  });

  test('is nothing when the time is up', async () => {
    const time = new AbortController();
    await using server = await startServer((socket) => { socket.once('data', () => time.abort()); });
    const seen = await probe(tcp, { host, port: server.port, send: 'x', read: '64B' }, { signal: time.signal });
    expect(seen.failure).toMatchObject({ reason: 'header-timeout', phase: 'firstByte', detail: `${server.address} said nothing in time` });
    expect(addsUp(seen)).toBe(true);
  });
});

test('a target is named and keyed by host and port', () => {
  expect(targetOf(tcp, { host: 'db.local', port: 5432 })).toEqual({ label: 'TCP db.local:5432', host: 'db.local:5432' });
  expect(targetOf(tcp, { host: '::1', port: 5432 })).toEqual({ label: 'TCP [::1]:5432', host: '[::1]:5432' });
});

test.each([
  { host }, { port: 1 }, { host, port: 0 }, { host, port: 65_536 }, { host: 'http://a', port: 80 }, { host: '[::1]', port: 80 },
  { host, port: 1, send: 'x' }, { host, port: 1, read: '65KB' }, { host, port: 1, read: 4 },
])('settings such as %j are refused', (written) => {
  expect(settingsFault(tcp, written)).toBeTypeOf('string');
});
