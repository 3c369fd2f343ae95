import { createServer } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../shared/checks/judge.ts';
import { amqp } from '../../../shared/probes/amqp.ts';
import { close, frame, heartbeat, openOk, secure, start, startBroker, tune, welcoming } from '../../fixtures/amqp-broker.ts';
import type { Turn } from '../../fixtures/amqp-broker.ts';
import { createAuthority } from '../../fixtures/certificates.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';
import { closedPort, startServer } from '../../fixtures/tcp-server.ts';

const credentials: Readonly<Record<string, string>> = { broker: 'app:broker:password', unfit: 'broker-password' };
const credential = (name: string) => Promise.resolve(credentials[name] ?? '');

const look = (port: number, described: object = { credential: 'broker' }, context: object = {}) =>
  probe(amqp, { host: '127.0.0.1', port, ...described }, { credential, ...context });

const sees = async (turns: readonly Turn[], described?: object) => {
  await using broker = await startBroker(turns);
  return { seen: await look(broker.port, described), ended: await broker.ended, said: broker.said() };
};

const drip = (bytes: Buffer): Turn => (socket) => { for (const byte of bytes) socket.write(Buffer.from([byte])); };

describe('a broker that lets the platform in', () => {
  test('tells what it is, is as usual, and is left as the protocol wants it', async () => {
    const { seen, ended } = await sees(welcoming);
    expect(seen.facts).toEqual({ product: 'RabbitMQ', version: '3.13.7', opened: true });
    expect(judge(amqp.expects, seen, 0)).toMatchObject([{ ok: true }]);
    expect(Object.keys(seen.phases)).toEqual(['connect', 'firstByte', 'body']);
    expect(addsUp(seen)).toBe(true);
    expect(ended).toEqual(['header', '10.11', '10.31', '10.40', '10.50']);
  });

  test('is given the user and the password, the limits it named, and the virtual host', async () => {
    const { said } = await sees(welcoming, { credential: 'broker', vhost: 'models' });
    expect(said.subarray(0, 8)).toEqual(Buffer.from('AMQP\0\0\x09\x01'));
    expect(said.includes(Buffer.from('\x05PLAIN\0\0\0\x14\0app\0broker:password\x05en_US'))).toBe(true);
    const limits = frame(10, 31, Buffer.from([7, 255, 0, 2, 0, 0, 0, 0]));
    expect(said.includes(Buffer.concat([limits, frame(10, 40, Buffer.from('\x06models\0\0'))]))).toBe(true);
  });

  test('as it does everybody is asked as guest', async () => {
    expect((await sees(welcoming, {})).said.includes(Buffer.from('\0guest\0guest'))).toBe(true);
  });

  test('may say it in any pieces, with heartbeats in between', async () => {
    const { seen } = await sees([drip(start()), Buffer.concat([heartbeat, tune, heartbeat]), drip(openOk)]);
    expect(seen.facts).toMatchObject({ opened: true });
  });

  test('need not tell what it is', async () => {
    const { seen } = await sees([start('PLAIN', Buffer.alloc(0)), tune, openOk]);
    expect(seen.facts).toEqual({ opened: true });
  });
});

const refusedLogin = 'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.';
const noAccess = "NOT_ALLOWED - access to vhost '/' refused for user 'app'";
const hostDown = "INTERNAL_ERROR - access to vhost '/' refused for user 'app': vhost '/' is down";
const shutDown = "CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'";
const opening = (code: number, text: string): readonly Turn[] => [start(), tune, close(code, text)];
const endless: Turn = (socket) => { socket.write(Buffer.concat(Array.from({ length: 140_000 }, () => heartbeat))); };
const hangUp: Turn = (socket) => { socket.end(); };
const garbage = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n');
const truncated = start().subarray(0, 30);

test.each<[string, readonly Turn[], string, string, RegExp]>([
  ['refuses the login', [start(), close(403, refusedLogin)], 'login-refused', 'firstByte', /^The broker closes the connection: 403 ACCESS/],
  ['closes the connection after the login', [start(), hangUp], 'login-refused', 'firstByte', /closed the connection after the login/],
  ['breaks off after the login', [start(), (socket) => { socket.resetAndDestroy(); }], 'login-refused', 'firstByte', /after the login/],
  ['has no such virtual host', opening(530, 'NOT_ALLOWED - vhost models not found'), 'database-missing', 'body', /530 NOT_ALLOWED/],
  ['has no such path', opening(402, 'INVALID_PATH'), 'database-missing', 'body', /402/],
  ['does not let the user into it', opening(530, noAccess), 'login-refused', 'body', /refused for user/],
  ['has no connection left', opening(530, `${noAccess}: connection limit (5) is reached`), 'too-many-connections', 'body', /limit/],
  ['has a virtual host that is down', opening(541, hostDown), 'not-ready', 'body', /is down/],
  ['is being shut down', opening(320, shutDown), 'not-ready', 'body', /CONNECTION_FORCED/],
  ['has an error', opening(541, 'INTERNAL_ERROR'), 'server-error', 'body', /541 INTERNAL_ERROR/],
  ['wants more than a password', [start(), secure], 'checker-error', 'firstByte', /more to log in/],
  ['offers no way in that is known', [start('EXTERNAL AMQPLAIN')], 'checker-error', 'firstByte', /EXTERNAL, AMQPLAIN/],
  ['speaks another version', [Buffer.from('AMQP\0\x01\0\0')], 'malformed', 'firstByte', /another version of AMQP: 0-1-0-0/],
  ['speaks another protocol', [garbage], 'malformed', 'firstByte', /does not speak AMQP 0-9-1/],
  ['begins like a version and goes on otherwise', [Buffer.from('AMERICA')], 'malformed', 'firstByte', /does not speak AMQP/],
  ['ends a frame otherwise', [frame(10, 10, Buffer.alloc(20), { end: 0 })], 'malformed', 'firstByte', /does not speak AMQP/],
  ['speaks on a channel that nobody opened', [frame(10, 10, Buffer.alloc(20), { channel: 1 })], 'malformed', 'firstByte', /does not speak AMQP/],
  ['sends content at once', [frame(10, 10, Buffer.alloc(20), { type: 3 })], 'malformed', 'firstByte', /does not speak AMQP/],
  ['has a table longer than its frame', [frame(10, 10, Buffer.from([0, 9, 255, 255, 255, 255]))], 'malformed', 'firstByte', /end too early/],
  ['has a value of a type that there is not', [start('PLAIN', Buffer.from('\x01a?\0'))], 'malformed', 'firstByte', /unknown type \?/],
  ['has a table that ends within a value', [start('PLAIN', Buffer.from('\x01aS\0\0\0\x09a'))], 'malformed', 'firstByte', /rules of AMQP/],
  ['says what is not due', [start(), openOk], 'malformed', 'firstByte', /says 10\.41 where 10\.30 is due/],
  ['says nothing more after half a frame', [(socket) => { socket.end(truncated); }], 'closed-early', 'firstByte', /closed the connection/],
  ['announces an endless frame', [Buffer.from([1, 0, 0, 0xff, 0xff, 0xff, 0xff])], 'too-large', 'firstByte', /more than the 1048576 bytes/],
  ['never ends', [endless], 'too-large', 'firstByte', /more than/],
  ['goes away when the virtual host is asked for', [start(), tune, hangUp], 'closed-early', 'body', /closed the connection/],
])('a broker that %s', async (_, turns, reason, phase, detail) => {
  const { seen } = await sees(turns);
  expect(seen.failure).toMatchObject({ reason, phase, detail: expect.stringMatching(detail) });
  expect(addsUp(seen)).toBe(true);
  expect(JSON.stringify(seen.failure?.detail)).not.toContain('broker:password');
});

test('a broker that closes the connection is told that it was heard', async () => {
  const { ended } = await sees([start(), tune, close(530, 'NOT_ALLOWED - vhost / not found')]);
  expect(ended.at(-1)).toBe('10.51');
});

test.each<[string, readonly Turn[], string]>([
  ['before the login', [], 'header-timeout'], ['in the login', [start()], 'header-timeout'], ['afterwards', [start(), tune], 'body-timeout'],
])('a broker that falls silent %s is given up when the time is up', async (_, turns, reason) => {
  const controller = new AbortController();
  const abort: Turn = () => controller.abort();
  await using broker = await startBroker([...turns, abort]);
  expect((await look(broker.port, undefined, { signal: controller.signal })).failure).toMatchObject({ reason });
});

describe('over TLS', async () => {
  const authority = await createAuthority();
  const issued = await authority.issue();
  const encrypted = () => startServer(() => {}, createServer(issued, (socket) => {
    const left = [start(), tune, openOk];
    socket.on('error', () => {}).on('data', () => socket.write(left.shift() ?? ''));
  }));
  const described = { credential: 'broker', tls: true };

  test('a broker that is trusted is let in on', async () => {
    await using broker = await encrypted();
    const seen = await look(broker.port, described, { network: { ca: authority.cert } });
    expect(seen).toMatchObject({ facts: { opened: true }, certificate: { names: ['localhost', '127.0.0.1'] } });
    expect(Object.keys(seen.phases)).toEqual(['connect', 'tls', 'firstByte', 'body']);
  });

  test('one that is not is told nothing', async () => {
    await using broker = await encrypted();
    const untrusted = await look(broker.port, described);
    expect(untrusted).toMatchObject({ failure: { reason: 'tls-untrusted' }, certificate: { problem: 'tls-untrusted' } });
  });
});

describe('a credential', () => {
  test('that is no user and password is not sent', async () => {
    const seen = await look(await closedPort(), { credential: 'unfit' });
    expect(seen).toEqual({
      phases: {}, totalMs: 0, failure: { reason: 'credential', detail: 'The credential "unfit" is not a user and a password (user:password).' },
    });
  });
});

test('another machine is sent no password without encryption, but that of a guest', async () => {
  await using broker = await startBroker(welcoming);
  // It leads to this machine and does not say so.
  const seen = await look(broker.port, { host: '0.0.0.0', credential: 'broker' });
  expect(seen.failure).toMatchObject({ reason: 'credential', phase: 'firstByte', detail: expect.stringContaining('not sent') });
  expect(await broker.ended).toEqual(['header']);
  expect((await look(broker.port, { host: '0.0.0.0' })).facts).toMatchObject({ opened: true });
});

test('a port on which nothing listens is refused', async () => {
  expect((await look(await closedPort())).failure).toMatchObject({ reason: 'connect-refused', phase: 'connect' });
});

test('a target is named and keyed by host and port', () => {
  const host = 'broker.example.com';
  expect(targetOf(amqp, { host })).toEqual({ label: `AMQP ${host}:5672 /`, host: `${host}:5672`, requests: 4 });
  expect(targetOf(amqp, { host, tls: true, vhost: 'models' })).toMatchObject({ label: `AMQP ${host}:5671 models` });
});

const place = { host: 'broker.example.com' };
test.each([
  {}, { host: 'amqp://broker' }, { ...place, port: 0 }, { ...place, vhost: '' }, { ...place, vhost: 'x'.repeat(256) },
  { ...place, credential: '' }, { ...place, queue: 'jobs' },
])('settings such as %j are refused', (written) => {
  expect(settingsFault(amqp, written)).toBeTypeOf('string');
});
