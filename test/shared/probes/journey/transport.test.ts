import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createMlflow } from '../../../../local/lab/mlflow/server.ts';
import { createStore } from '../../../../local/lab/mlflow/store.ts';
import { createAuthority } from '../../../fixtures/certificates.ts';
import { failedStep, startMlflow, travel, verdicts } from '../../../fixtures/journey.ts';
import { startProxy } from '../../../fixtures/mlflow-proxy.ts';
import { startNameServer } from '../../../fixtures/name-server.ts';
import { closedPort, startServer } from '../../../fixtures/tcp-server.ts';

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const say = (text: string, then: (socket: Socket) => void = () => {}) => (socket: Socket) =>
  void socket.once('data', () => socket.write(text, () => then(socket)));
const flood = (socket: Socket) => void socket.once('data', () => socket.write(`${head}Content-Length: 9000000\r\n\r\n${'x'.repeat(3_000_000)}`));

describe.concurrent('a target that is no MLflow, or half of one, fails the stage that meets it first', () => {
  it.each<[string, (socket: Socket) => void, string, string]>([
    ['says nothing', () => {}, 'header-timeout', 'firstByte'],
    ['closes at once', (socket) => socket.destroy(), 'closed-early', 'firstByte'],
    ['says something else', say('220 mail.example.com ESMTP\r\n'), 'malformed', 'firstByte'],
    ['begins and does not end', say(`${head}Content-Length: 100\r\n\r\n{`), 'body-timeout', 'body'],
    ['begins and breaks off', say(`${head}Content-Length: 100\r\n\r\n{`, (socket) => socket.end()), 'closed-early', 'body'],
    ['says too much', flood, 'too-large', 'body'],
    ['has endless headers', say(`${head}X-A: ${'a'.repeat(40_000)}\r\n\r\n`), 'too-large', 'firstByte'],
  ])('which %s', async (_, use, reason, phase) => {
    await using server = await startServer(use);
    const travelled = await travel(`http://${server.address}`, { timeoutMs: 1_000 });
    expect(verdicts(travelled)).toEqual(['pass', 'fail', 'blocked', 'blocked']);
    expect(travelled.explained[1]?.result).toMatchObject({ reason, phase, address: server.address });
    const { name, request, failed } = failedStep(travelled) ?? {};
    expect(name).toBe('find the experiment');
    expect(travelled.explained[1]?.result).toMatchObject({ detail: `${name}: ${request}: ${failed}` });
  });

  it('nothing listens', async () => {
    const address = `127.0.0.1:${await closedPort()}`;
    const { explained } = await travel(`http://${address}`);
    expect(explained[1]?.result).toMatchObject({ verdict: 'fail', reason: 'connect-refused', phase: 'connect', address });
  });

  it('its name does not exist', async () => {
    await using dns = await startNameServer(() => ({ rcode: 'NXDOMAIN' }));
    const { explained } = await travel('http://mlflow.example.com', { network: { resolver: dns.server } });
    expect(explained[1]?.result).toMatchObject({ verdict: 'fail', reason: 'dns-not-found', phase: 'dns' });
  });
});

const secure = async (authority: Awaited<ReturnType<typeof createAuthority>>) => {
  const [listener] = createMlflow(createStore(0)).listeners('request');
  return startServer(() => {}, createServer(await authority.issue(), listener as never).on('tlsClientError', () => {}));
};

describe('over TLS', () => {
  it('the described authorities are trusted, and the described name server is asked', async () => {
    const authority = await createAuthority();
    await using mlflow = await secure(authority);
    await using dns = await startNameServer(({ name }) => ({ answers: [{ type: 'A', name, ttl: 1, data: '127.0.0.1' }] }));
    const network = { ca: authority.cert, resolver: dns.server };
    const travelled = await travel(`https://localhost:${mlflow.port}`, { network });
    expect(verdicts(travelled)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(Object.keys(travelled.explained[3]?.result.verdict === 'pass' ? travelled.explained[3].result.phases : {}).sort())
      .toEqual(['body', 'connect', 'dns', 'firstByte', 'tls']);
    const elsewhere = await travel(`https://mlflow.example.com:${mlflow.port}`, { network });
    expect(elsewhere.explained[1]?.result).toMatchObject({ verdict: 'fail', reason: 'tls-name-mismatch', phase: 'tls' });
  });

  it('a certificate of ours that is demanded, which TLS 1.3 says late, is told as that', async () => {
    const authority = await createAuthority();
    const options = { ...await authority.issue(), requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' } as const;
    await using server = await startServer(() => {}, createServer(options).on('tlsClientError', () => {}));
    const { explained } = await travel(`https://localhost:${server.port}`, { network: { ca: authority.cert } });
    expect(explained[1]?.result).toMatchObject({
      verdict: 'fail', reason: 'tls-handshake', phase: 'firstByte', detail: expect.stringContaining('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
    });
  });

  it('no other is, and nothing is sent to it', async () => {
    await using mlflow = await secure(await createAuthority());
    const { explained } = await travel(`https://127.0.0.1:${mlflow.port}`);
    expect(explained[1]?.result).toMatchObject({ verdict: 'fail', reason: 'tls-untrusted', phase: 'tls' });
  });
});

describe('the key', () => {
  const auth = { credential: 'key', as: 'bearer' } as const;
  const secret = 'made-up-key-that-nobody-has';

  it('is not sent unencrypted to another machine', async () => {
    await using dns = await startNameServer(({ name }) => ({ answers: [{ type: 'A', name, ttl: 1, data: '192.0.2.1' }] }));
    const { explained } = await travel('http://mlflow.example.com', { settings: { auth }, secret, network: { resolver: dns.server } });
    expect(explained[1]?.result).toMatchObject({ verdict: 'unknown', reason: 'credential', detail: expect.stringContaining('was not sent') });
  });

  it('that cannot be read leaves the stages unknown, but the first', async () => {
    const travelled = await travel('http://127.0.0.1:9', { settings: { auth } });
    expect(verdicts(travelled)).toEqual(['pass', 'unknown', 'unknown', 'unknown']);
    expect(travelled.explained[1]?.result).toMatchObject({ reason: 'credential' });
  });

  it('that does not look like one of the platform is not sent to anybody', async () => {
    const connections: Socket[] = [];
    await using server = await startServer((socket) => void connections.push(socket));
    const travelled = await travel(`http://${server.address}`, { settings: { auth: { ...auth, format: '^hk_' } }, secret });
    expect(verdicts(travelled)).toEqual(['pass', 'unknown', 'unknown', 'unknown']);
    expect(travelled.explained[1]?.result).toMatchObject({ reason: 'credential', detail: expect.stringContaining('was not sent') });
    expect(connections).toEqual([]);
  });

  it('that is refused is told with its status, and by whom', async () => {
    await using mlflow = await startMlflow();
    await using proxy = await startProxy(mlflow.url, { key: 'another' });
    const { explained } = await travel(proxy.url, { settings: { auth }, secret });
    expect(explained[1]?.result).toMatchObject({ verdict: 'fail', reason: 'step', status: 401, answeredBy: 'application' });
  });

  it('is in nothing that is told, also where the target echoes it', async () => {
    await using mlflow = await startMlflow();
    const body = `no such key: ${secret}`;
    await using proxy = await startProxy(mlflow.url, { meddle: () => ({ answer: { status: 403, body, type: 'text/plain' } }) });
    const { explained } = await travel(proxy.url, { settings: { auth }, secret });
    expect(explained[1]?.result).toMatchObject({ verdict: 'fail', status: 403 });
    expect(JSON.stringify(explained.map(({ result, observation }) => [result, observation?.steps]))).not.toContain(secret);
  });
});
