import { createSecureContext } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { startRedis } from '../../../local/lab/redis/server.ts';
import type { ConnectionEnd } from '../../../local/lab/redis/server.ts';
import { usualRedis } from '../../../local/lab/redis/settings.ts';
import type { RedisSettings } from '../../../local/lab/redis/settings.ts';
import { CredentialError } from '../../../shared/checks/credential-error.ts';
import type { CredentialFault } from '../../../shared/checks/credential-error.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { redis } from '../../../shared/probes/redis.ts';
import { createAuthority } from '../../fixtures/certificates.ts';
import { probe, settingsFault, targetOf } from '../../fixtures/probing.ts';
import { cases, forbidden, keys, look, oldestAgeSeconds, summaryOf, users } from '../../fixtures/redis-cases.ts';
import type { Situation } from '../../fixtures/redis-cases.ts';
import { closedPort } from '../../fixtures/tcp-server.ts';

const authority = await createAuthority();
const certificate = createSecureContext(await authority.issue());

const usual = (): RedisSettings => ({
  ...usualRedis,
  users,
  forbidden,
  keys: {
    [keys.list]: { type: 'list', length: 3 }, [keys.hash]: { type: 'hash', length: 1 },
    [keys.stream]: { type: 'stream', length: 2, oldestAt: Date.now() - oldestAgeSeconds * 1_000 },
  },
});
const situations: Readonly<Record<Situation, Partial<RedisSettings>>> = {
  usual: {}, open: { users: {} }, tls: {}, replica: { role: 'replica', masterLink: 'down' }, limited: { maxMemory: 4_194_304 },
  evicting: { maxMemory: 4_194_304, maxMemoryPolicy: 'allkeys-lru' },
  full: { maxClients: 5, clients: 5 }, loading: { loading: true },
};

const start = async (situation: Situation, changes: Partial<RedisSettings> = {}) => {
  const { promise: ended, resolve } = Promise.withResolvers<ConnectionEnd>();
  const server = await startRedis({
    settings: () => ({ ...usual(), ...situations[situation], ...changes }), ...(situation === 'tls' && { certificate }), onEnd: resolve,
  });
  return { port: server.port, ca: authority.cert, ended, [Symbol.asyncDispose]: server.stop };
};

test.each(cases)('of $name it tells as much as of a real server', async (each) => {
  await using server = await start(each.situation);
  expect(summaryOf(await look(each, server))).toEqual(each.sees);
});

const right = { described: { credential: 'password' } };

describe('a connection', () => {
  test.each([
    ['healthy', 'usual', right], ['encrypted', 'tls', { described: { ...right.described, tls: true } }],
    ['not logged in', 'usual', { described: { credential: 'wrong' } }],
    ['asked for a stream', 'usual', { described: { ...right.described, key: keys.stream } }],
  ] as const)('is always ended with a goodbye: %s', async (_, situation, each) => {
    await using server = await start(situation);
    await look(each, server);
    expect(await server.ended).toBe('quit');
  });

  test('tells what the server tells of itself, and has its own phases', async () => {
    await using server = await start('limited', { clients: 7, maxClients: 500 });
    const seen = await look(right, server);
    expect(seen.facts).toEqual({ role: 'master', version: '7.0.15', usedMemoryBytes: 1_048_576, usedMemoryPercent: 25, clients: 8, clientsMost: 500 });
    expect(Object.keys(seen.phases)).toEqual(['connect', 'firstByte', 'body']);
    expect(seen.address).toBe(`127.0.0.1:${server.port}`);
  });

  test.each([['usual', true], ['replica', false]] as const)('with a server that is %s is as expected: %s', async (situation, ok) => {
    await using server = await start(situation);
    expect(judge(redis.expects, await look(right, server), 0)).toMatchObject([{ ok }]);
  });

  test('sees each change of the server at once', async () => {
    let settings = usual();
    const server = await startRedis({ settings: () => settings });
    const place = { port: server.port, ca: '' };
    const before = await look({ described: { ...right.described, key: keys.list } }, place);
    settings = { ...settings, keys: { [keys.list]: { type: 'list', length: 40 } } };
    const after = await look({ described: { ...right.described, key: keys.list } }, place);
    await server.stop();
    expect([before.facts?.['depth'], after.facts?.['depth']]).toEqual([3, 40]);
  });

  test('knows no age of a stream whose ids were not made from a clock', async () => {
    await using server = await start('usual', { keys: { events: { type: 'stream', length: 1, oldestAt: 1 } } });
    const { facts } = await look({ described: { ...right.described, key: 'events' } }, server);
    expect(facts).toMatchObject({ depth: 1 });
    expect(facts).not.toHaveProperty('oldestAgeSeconds');
  });
});

const failing = (fault: CredentialFault) => () => Promise.reject(new CredentialError('The credential "cache" is not there.', fault));

describe('a credential', () => {
  test.each<[CredentialFault, string]>([
    ['missing', 'secret-incomplete'], ['refused', 'credential'], ['unreachable', 'credential'], ['not-given', 'credential'],
  ])('that is %s is told as %s, and the server is left alone', async (fault, reason) => {
    const seen = await probe(redis, { host: '127.0.0.1', port: await closedPort(), credential: 'cache' }, { credential: failing(fault) });
    expect(seen).toEqual({ phases: {}, totalMs: 0, failure: { reason, detail: 'The credential "cache" is not there.' } });
  });
});

test('another machine is sent no password without encryption', async () => {
  await using server = await start('usual');
  // It leads to this machine and does not say so.
  const seen = await look({ described: { ...right.described, host: '0.0.0.0' } }, server);
  expect(seen.failure).toMatchObject({ reason: 'credential', phase: 'firstByte', detail: expect.stringContaining('not sent') });
});

test('a port on which nothing listens is refused', async () => {
  const seen = await look(right, { port: await closedPort(), ca: '' });
  expect(seen.failure).toMatchObject({ reason: 'connect-refused', phase: 'connect' });
});

test('a target is named and keyed by host and port, and asked a few things', () => {
  const [host, at] = ['cache.example.com', 'cache.example.com:6379'];
  expect(targetOf(redis, { host })).toEqual({ label: `Redis ${at}`, host: at, requests: 2 });
  expect(targetOf(redis, { host, credential: 'cache', key: 'jobs' })).toEqual({ label: `Redis ${at} jobs`, host: at, requests: 9 });
});

const place = { host: 'cache.example.com' };
test.each([
  {}, { host: 'redis://cache' }, { ...place, port: 0 }, { ...place, tls: 'yes' }, { ...place, credential: '' }, { ...place, key: '' },
  { ...place, db: 1 },
])('settings such as %j are refused', (written) => {
  expect(settingsFault(redis, written)).toBeTypeOf('string');
});
