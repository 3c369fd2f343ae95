import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { dial } from '../../../../shared/probes/dial/dial.ts';
import { encrypt } from '../../../../shared/probes/dial/encrypt.ts';
import { Stopwatch } from '../../../../shared/probes/dial/stopwatch.ts';
import { createAuthority, selfSigned } from '../../../fixtures/certificates.ts';
import type { Certified } from '../../../fixtures/certificates.ts';
import { addsUp } from '../../../fixtures/probing.ts';
import { startServer } from '../../../fixtures/tcp-server.ts';

const day = 86_400_000;
const authority = await createAuthority();

/** Says once in clear that TLS may begin, and then does with it as told. */
const startLater = (certified: Certified, use: (socket: TLSSocket) => void = () => {}) => startServer((socket) => {
  socket.once('data', (bytes: Buffer) => {
    if (bytes.toString() !== 'TLS?') return;
    const options = { isServer: true, secureContext: createSecureContext(certified), ALPNProtocols: ['example', 'http/1.1'] };
    const encrypted = new TLSSocket(socket, options).on('error', () => {});
    encrypted.once('secure', () => use(encrypted));
    socket.write('!');
  });
});

interface Asked { readonly again?: boolean; readonly protocol?: string; readonly abort?: AbortController }
const begin = async (port: number, { again = true, protocol, abort = new AbortController() }: Asked = {}) => {
  const stopwatch = new Stopwatch();
  const dialling = { network: { ca: authority.cert }, signal: abort.signal, stopwatch };
  const agree = async () => {
    const plain = await dial({ host: 'localhost', port }, { ...dialling, stopwatch: new Stopwatch() });
    if (!plain.ok) throw new Error(plain.observation.failure.detail);
    plain.socket.write('TLS?');
    await new Promise<void>((agreed) => { plain.receive({ data: () => agreed(), end: () => {}, error: () => {} }); });
    return plain;
  };
  const sockets: Socket[] = [];
  const plain = await agree();
  const made = await encrypt({
    plain,
    again: async () => {
      if (!again) return undefined;
      const { socket } = await agree();
      sockets.push(socket);
      return socket;
    },
  }, { host: 'localhost', port, ...(protocol === undefined ? {} : { tls: { protocol } }) }, dialling);
  expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  return { made, stopwatch, sockets: [plain.socket, ...sockets] };
};

describe('TLS on a connection that was there before', () => {
  test('is verified, knows its certificate, and takes its own time', async () => {
    await using server = await startLater(await authority.issue());
    const { made, stopwatch } = await begin(server.port);
    expect(made).toMatchObject({ ok: true, address: server.address });
    if (!made.ok) return;
    expect(made.certificate?.()).toMatchObject({ subject: 'CN=localhost', issuer: 'CN=Test Authority', protocol: 'TLSv1.3' });
    expect(made.certificate?.()).not.toHaveProperty('problem');
    expect(Object.keys(stopwatch.stop().phases)).toEqual(['tls']);
    made.socket.destroy();
  });

  test('loses nothing that was said before somebody listens, and hears the end', async () => {
    const said = Promise.withResolvers<undefined>();
    await using server = await startLater(await authority.issue(), (socket) => socket.end('hello', () => said.resolve(undefined)));
    const { made } = await begin(server.port);
    if (!made.ok) throw new Error(made.observation.failure.detail);
    await said.promise;
    await new Promise(setImmediate);
    const heard = await new Promise<string>((settle) => {
      let text = '';
      made.receive({ data: (bytes) => { text += bytes.toString(); }, end: () => settle(text), error: (error) => settle(error.message) });
    });
    expect(heard).toBe('hello');
    made.socket.destroy();
  });

  test.each([[undefined, 'http/1.1'], ['example', 'example']])('says what is spoken inside: %s', async (protocol, chosen) => {
    const spoken = Promise.withResolvers<unknown>();
    await using server = await startLater(await authority.issue(), (socket) => spoken.resolve(socket.alpnProtocol));
    const { made } = await begin(server.port, protocol === undefined ? {} : { protocol });
    expect(await spoken.promise).toBe(chosen);
    if (made.ok) made.socket.destroy();
  });

  test.each<[string, () => Promise<Certified>]>([
    ['tls-expired', () => authority.issue({ from: new Date(Date.now() - 9 * day), to: new Date(Date.now() - day) })],
    ['tls-not-yet-valid', () => authority.issue({ from: new Date(Date.now() + day), to: new Date(Date.now() + 9 * day) })],
    ['tls-name-mismatch', () => authority.issue({ names: ['other.example.com'] })],
    ['tls-untrusted', () => selfSigned()],
  ])('ends as %s and keeps the facts of the bad certificate, from another connection', async (reason, certified) => {
    await using server = await startLater(await certified());
    const { made, sockets } = await begin(server.port);
    const observation = made.ok ? undefined : made.observation;
    expect(observation).toMatchObject({ address: server.address, failure: { reason, phase: 'tls' }, certificate: { problem: reason } });
    expect(observation && addsUp(observation)).toBe(true);
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, true]);
  });

  test('ends without the facts where there is no other connection', async () => {
    await using server = await startLater(await selfSigned());
    const { made } = await begin(server.port, { again: false });
    expect(made).toMatchObject({ ok: false, observation: { failure: { reason: 'tls-untrusted' } } });
    expect(made).not.toHaveProperty('observation.certificate');
  });

  test('ends at once when the time is up', async () => {
    const abort = new AbortController();
    await using server = await startServer((socket) => {
      socket.once('data', () => {
        socket.write('!');
        socket.once('data', () => abort.abort());
      });
    });
    const { made, sockets } = await begin(server.port, { abort });
    expect(made).toMatchObject({ ok: false, observation: { failure: { reason: 'tls-timeout', phase: 'tls' } } });
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true]);
  });
});
