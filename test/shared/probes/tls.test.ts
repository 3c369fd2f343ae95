import { createServer } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../shared/checks/judge.ts';
import { tls } from '../../../shared/probes/tls.ts';
import { createAuthority, selfSigned } from '../../fixtures/certificates.ts';
import type { Certified } from '../../fixtures/certificates.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';
import { closedPort, startServer } from '../../fixtures/tcp-server.ts';

const host = '127.0.0.1';
const day = 86_400_000;
const authority = await createAuthority();
const network = { ca: authority.cert };
const start = (certified: Certified) => startServer(() => {}, createServer(certified).on('tlsClientError', () => {}));

describe('a handshake', () => {
  test('with a good certificate gives its facts, and 14 days left are enough by default', async () => {
    await using server = await start(await authority.issue());
    const seen = await probe(tls, { host, port: server.port, servername: 'localhost' }, { network });
    expect(seen.failure).toBeUndefined();
    expect(seen.certificate).toMatchObject({ names: ['localhost', '127.0.0.1'], issuer: 'CN=Test Authority', chain: ['Test Authority'] });
    expect(seen.certificate?.problem).toBeUndefined();
    expect(seen).toMatchObject({ address: server.address });
    expect(Object.keys(seen.phases)).toEqual(['connect', 'tls']);
    expect(addsUp(seen)).toBe(true);
    expect(judge(tls.expects, seen, Date.now()).map(({ ok }) => ok)).toEqual([true]);
    expect(judge(tls.expects, seen, Date.now() + 20 * day).map(({ ok, saw }) => [ok, saw])).toEqual([[false, 'one with 9 days left']]);
  });

  test.each<[string, () => Promise<Certified>, string]>([
    ['tls-expired', () => authority.issue({ from: new Date(Date.now() - 9 * day), to: new Date(Date.now() - day) }), 'localhost'],
    ['tls-not-yet-valid', () => authority.issue({ from: new Date(Date.now() + day), to: new Date(Date.now() + 9 * day) }), 'localhost'],
    ['tls-name-mismatch', () => authority.issue({ names: ['other.example.com'] }), 'localhost'],
    ['tls-untrusted', () => selfSigned(), 'localhost'],
    ['tls-untrusted', async () => (await createAuthority('Somebody Else')).issue(), 'localhost'],
  ])('ends as %s and keeps the facts of the bad certificate', async (reason, certified, servername) => {
    await using server = await start(await certified());
    const seen = await probe(tls, { host, port: server.port, servername }, { network });
    expect(seen.failure).toMatchObject({ reason, phase: 'tls' });
    expect(seen.certificate).toMatchObject({ problem: reason });
    expect(seen.certificate?.names.length).toBeGreaterThan(0);
    expect(addsUp(seen)).toBe(true);
  });

  test('with a port that does not speak TLS fails', async () => {
    await using server = await startServer((socket) => { socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'); });
    const seen = await probe(tls, { host, port: server.port }, { network });
    expect(seen.failure).toMatchObject({ reason: 'tls-handshake', phase: 'tls' });
    expect(seen.certificate).toBeUndefined();
  });

  test('with a port that keeps silent ends when the time is up', async () => {
    const time = new AbortController();
    await using server = await startServer((socket) => { socket.once('data', () => time.abort()); });
    const seen = await probe(tls, { host, port: server.port }, { network, signal: time.signal });
    expect(seen.failure).toMatchObject({ reason: 'tls-timeout', phase: 'tls' });
  });

  test('with a port on which nothing listens is refused', async () => {
    expect((await probe(tls, { host, port: await closedPort() })).failure).toMatchObject({ reason: 'connect-refused' });
  });
});

test('a target is named and keyed by host and port, 443 by default', () => {
  expect(targetOf(tls, { host: 'example.com' })).toEqual({ label: 'TLS example.com:443', host: 'example.com:443' });
  expect(targetOf(tls, { host: '10.0.0.1', servername: 'example.com' }).label).toBe('TLS 10.0.0.1:443 as example.com');
});

const wrong = [{}, { host: 'https://example.com' }, { host, port: '443' }, { host, servername: '*.example.com' }];

test.each(wrong)('settings such as %j are refused', (written) => {
  expect(settingsFault(tls, written)).toBeTypeOf('string');
});
