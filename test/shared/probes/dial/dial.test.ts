import { getEventListeners } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import type { Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { dial } from '../../../../shared/probes/dial/dial.ts';
import type { Destination, Dialled } from '../../../../shared/probes/dial/dial.ts';
import { Stopwatch } from '../../../../shared/probes/dial/stopwatch.ts';
import { createAuthority, selfSigned } from '../../../fixtures/certificates.ts';
import type { Certified } from '../../../fixtures/certificates.ts';
import { addsUp } from '../../../fixtures/probing.ts';
import { nobody, startNameServer } from '../../../fixtures/name-server.ts';
import { closedPort, startServer } from '../../../fixtures/tcp-server.ts';

const day = 86_400_000;
const authority = await createAuthority();
const tlsServer = (certified: Certified, use: (socket: TLSSocket) => void = () => {}) =>
  startServer(() => {}, createServer(certified, (socket) => use(socket.on('error', () => {}))).on('tlsClientError', () => {}));

interface How { readonly resolver?: string; readonly abort?: AbortController }
const call = async (to: Destination, { resolver, abort = new AbortController() }: How = {}) => {
  const stopwatch = new Stopwatch();
  const network = { ca: authority.cert, ...(resolver === undefined ? {} : { resolver }) };
  const dialled = await dial(to, { network, signal: abort.signal, stopwatch });
  return { dialled, stopwatch, listening: getEventListeners(abort.signal, 'abort').length };
};
const observed = async (to: Destination, how: How = {}) => {
  const { dialled, listening } = await call(to, how);
  if (dialled.ok) throw new Error('connected, against expectation');
  const { observation } = dialled;
  expect(addsUp(observation)).toBe(true);
  expect(listening).toBe(0);
  return observation;
};
const connected = async (to: Destination, how: How = {}): Promise<Dialled & { readonly stopwatch: Stopwatch }> => {
  const { dialled, stopwatch, listening } = await call(to, how);
  if (!dialled.ok) throw new Error(dialled.observation.failure.detail);
  expect(listening).toBe(0);
  return { ...dialled, stopwatch };
};
/** All that a connection says until its end. */
const heard = ({ receive }: Dialled) => new Promise<string>((settle) => {
  let text = '';
  receive({ data: (bytes) => { text += bytes.toString(); }, end: () => settle(text), error: (error) => settle(`${text}${error.code ?? ''}`) });
});

describe('a connection', () => {
  test('to an address needs no name server', async () => {
    await using server = await startServer(() => {});
    const { address, socket, stopwatch } = await connected({ host: '127.0.0.1', port: server.port });
    socket.destroy();
    expect(address).toBe(server.address);
    expect(Object.keys(stopwatch.stop().phases)).toEqual(['connect']);
  });

  test('to a name asks the described name server', async () => {
    await using server = await startServer(() => {});
    await using dns = await startNameServer(() => ({ answers: [{ type: 'A', name: 'a.example.com', ttl: 1, data: '127.0.0.1' }] }));
    const { address, socket, stopwatch } = await connected({ host: 'a.example.com', port: server.port }, { resolver: dns.server });
    socket.destroy();
    expect(address).toBe(server.address);
    expect(Object.keys(stopwatch.stop().phases)).toEqual(['dns', 'connect']);
  });

  test('goes to the next address where one refuses, and says which it reached', async () => {
    await using server = await startServer(() => {});
    const addresses = ['127.0.0.9', '127.0.0.1'].map((data) => ({ type: 'A' as const, name: 'a.example.com', ttl: 1, data }));
    await using dns = await startNameServer(() => ({ answers: addresses }));
    const { address, socket } = await connected({ host: 'a.example.com', port: server.port }, { resolver: dns.server });
    socket.destroy();
    expect(address).toBe(server.address);
  });

  test.each<[string, object]>([['plain', {}], ['encrypted', { tls: {} }]])('that is %s loses nothing said before somebody listens', async (_, tls) => {
    const said = Promise.withResolvers<undefined>();
    const greet = (socket: Socket) => socket.end('hello from the server', () => said.resolve(undefined));
    await using server = 'tls' in tls ? await tlsServer(await authority.issue(), greet) : await startServer(greet);
    const dialled = await connected({ host: '127.0.0.1', port: server.port, ...tls });
    await said.promise;
    await new Promise(setImmediate);
    expect(await heard(dialled)).toBe('hello from the server');
    dialled.socket.destroy();
  });

  test('that broke before somebody listens says so then', async () => {
    await using server = await startServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const dialled = await connected({ host: '127.0.0.1', port: server.port });
    dialled.socket.write('go');
    await new Promise((closed) => dialled.socket.on('close', closed));
    expect(await heard(dialled)).toBe('ECONNRESET');
  });
});

describe('a verified connection', () => {
  test('carries the facts of its certificate, with the chain', async () => {
    await using server = await tlsServer(await (await authority.intermediate('Middle')).issue());
    const { socket, certificate, stopwatch } = await connected({ host: 'localhost', port: server.port, tls: {} });
    socket.destroy();
    expect(certificate?.()).toMatchObject({
      subject: 'CN=localhost', names: ['localhost', '127.0.0.1'], issuer: 'CN=Middle', chain: ['Middle', 'Test Authority'], protocol: 'TLSv1.3',
    });
    expect(certificate?.()).not.toHaveProperty('problem');
    expect(Object.keys(stopwatch.stop().phases)).toEqual(['dns', 'connect', 'tls']);
  });

  test('asks for the name of the host, and for HTTP/1.1', async () => {
    const asked: unknown[] = [];
    const wanted = { ...(await authority.issue()), ALPNProtocols: ['h2', 'http/1.1'] };
    await using server = await tlsServer(wanted, (socket) => { asked.push(socket.servername, socket.alpnProtocol); socket.end(); });
    const dialled = await connected({ host: 'localhost', port: server.port, tls: {} });
    await heard(dialled);
    expect(asked).toEqual(['localhost', 'http/1.1']);
  });

  test('asks for another name where one is described', async () => {
    await using server = await tlsServer(await authority.issue({ names: ['other.example.com'] }));
    const { socket, certificate } = await connected({ host: '127.0.0.1', port: server.port, tls: { servername: 'other.example.com' } });
    socket.destroy();
    expect(certificate?.()).toMatchObject({ names: ['other.example.com'] });
  });

  test('to an address is verified for the address', async () => {
    await using server = await tlsServer(await authority.issue({ names: ['127.0.0.2'] }));
    expect(await observed({ host: '127.0.0.1', port: server.port, tls: {} })).toMatchObject({ failure: { reason: 'tls-name-mismatch' } });
  });
});

describe('a bad certificate', () => {
  test.each<[string, () => Promise<Certified>]>([
    ['tls-expired', () => authority.issue({ from: new Date(Date.now() - 9 * day), to: new Date(Date.now() - day) })],
    ['tls-not-yet-valid', () => authority.issue({ from: new Date(Date.now() + day), to: new Date(Date.now() + 9 * day) })],
    ['tls-name-mismatch', () => authority.issue({ names: ['other.example.com'] })],
    ['tls-untrusted', () => selfSigned()],
    ['tls-untrusted', async () => (await createAuthority('Somebody Else')).issue()],
  ])('is %s; its facts come from a second connection, and neither carries a byte', async (reason, certified) => {
    const received: string[] = [];
    const closed: Promise<unknown>[] = [];
    const secured = createServer(await certified(), (socket) => socket.on('error', () => {}).on('data', (bytes) => received.push(bytes.toString())));
    await using server = await startServer(
      (socket) => closed.push(new Promise((settle) => socket.on('close', settle))), secured.on('tlsClientError', () => {}),
    );
    const observation = await observed({ host: 'localhost', port: server.port, tls: {} });
    expect(observation).toMatchObject({ failure: { reason, phase: 'tls' }, certificate: { problem: reason }, address: server.address });
    expect(Object.keys(observation.phases)).toEqual(['dns', 'connect', 'tls']);
    expect(closed).toHaveLength(2);
    await Promise.all(closed);
    expect(received).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    ['localhost', ['other.example.com', '127.0.0.1'], 'asked for localhost, it presents a certificate for other.example.com, 127.0.0.1.'],
    ['127.0.0.1', ['other.example.com'], 'asked for 127.0.0.1, it presents a certificate for other.example.com.'],
    ['localhost', ['1', '2', '3', '4', '5', '6', '7'].map((n) => `${n}.example.com`), /5\.example\.com and 2 more\.$/.source],
  ])('for another name than %s is told with the names it has', async (host, names, told) => {
    await using server = await tlsServer(await authority.issue({ names: [...names] }));
    const { failure } = await observed({ host, port: server.port, tls: {} });
    expect(failure.detail).toMatch(new RegExp(told));
  });

  test('is reported in time also when the second connection hangs', async () => {
    const abort = new AbortController();
    const secured = createServer(await selfSigned()).on('tlsClientError', () => {});
    let connections = 0;
    await using server = await startServer((socket) => {
      connections += 1;
      if (connections === 1) secured.emit('connection', socket);
      else abort.abort();
    }, createTcpServer());
    const observation = await observed({ host: '127.0.0.1', port: server.port, tls: {} }, { abort });
    expect(observation.failure.reason).toBe('tls-untrusted');
    expect(observation).not.toHaveProperty('certificate');
  });
});

describe('a failure', () => {
  test('of the name is that of the name server', async () => {
    await using dns = await startNameServer(() => ({ rcode: 'NXDOMAIN' }));
    const observation = await observed({ host: 'a.example.com', port: 1 }, { resolver: dns.server });
    expect(observation).toMatchObject({ failure: { reason: 'dns-not-found', phase: 'dns' } });
    expect(Object.keys(observation.phases)).toEqual(['dns']);
  });

  test('of the name server to be there is the checker\'s own', async () => {
    const observation = await observed({ host: 'a.example.com', port: 1 }, { resolver: await nobody() });
    expect(observation).toMatchObject({ failure: { reason: 'resolver', phase: 'dns' } });
    expect(observation.failure.detail).toContain('ECONNREFUSED');
  });

  test('is a refusal where nothing listens, also on the last of several addresses', async () => {
    const port = await closedPort();
    const addresses = ['127.0.0.9', '127.0.0.1'].map((data) => ({ type: 'A' as const, name: 'a.example.com', ttl: 1, data }));
    await using dns = await startNameServer(() => ({ answers: addresses }));
    expect(await observed({ host: 'a.example.com', port }, { resolver: dns.server }))
      .toMatchObject({ address: `127.0.0.1:${port}`, failure: { reason: 'connect-refused', phase: 'connect' } });
  });

  test('of this machine to have a way there is the checker\'s own', async () => {
    expect(await observed({ host: '255.255.255.255', port: 9 })).toMatchObject({ failure: { reason: 'network', phase: 'connect' } });
  });

  test.each<[string, (socket: Socket) => void, string]>([
    ['speaks plain HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'what answers is not TLS'],
    ['closes', (socket) => socket.end(), 'the connection was closed during the handshake'],
    ['resets', (socket) => socket.resetAndDestroy(), 'the connection was reset during the handshake'],
  ])('of TLS with a port that %s is one of the handshake', async (_, serve, what) => {
    await using server = await startServer((socket) => socket.once('data', () => serve(socket)));
    const detail = `TLS with ${server.address} failed: ${what}.`;
    expect(await observed({ host: '127.0.0.1', port: server.port, tls: {} })).toMatchObject({ failure: { reason: 'tls-handshake', phase: 'tls', detail } });
  });

  test('with TLS only of another age is one of the handshake', async () => {
    const old = createServer({ ...(await authority.issue()), maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
    await using server = await startServer(() => {}, old.on('tlsClientError', () => {}));
    expect(await observed({ host: '127.0.0.1', port: server.port, tls: {} })).toMatchObject({ failure: { reason: 'tls-handshake', phase: 'tls' } });
  });
});

describe('an abort', () => {
  test('while the name server is silent is a timeout of the name', async () => {
    const abort = new AbortController();
    await using dns = await startNameServer(() => {
      abort.abort();
      return 'silence';
    });
    expect(await observed({ host: 'a.example.com', port: 1 }, { resolver: dns.server, abort }))
      .toMatchObject({ failure: { reason: 'dns-timeout', phase: 'dns' } });
  });

  test('while TLS hangs is a timeout of TLS, and closes the connection', async () => {
    const abort = new AbortController();
    const closed = Promise.withResolvers<unknown>();
    await using server = await startServer((socket) => {
      socket.on('close', closed.resolve);
      socket.once('data', () => abort.abort());
    });
    expect(await observed({ host: '127.0.0.1', port: server.port, tls: {} }, { abort }))
      .toMatchObject({ failure: { reason: 'tls-timeout', phase: 'tls' } });
    await closed.promise;
  });

  test('before anything began ends as a timeout of the first phase', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await observed({ host: '127.0.0.1', port: 9 }, { abort })).toMatchObject({ failure: { reason: 'connect-timeout', phase: 'connect' } });
  });
});
