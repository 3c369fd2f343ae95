import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skipVariable } from '../../scripts/services/service.ts';
import { createAuthority } from '../fixtures/certificates.ts';
import { cases, forbidden, keys, look, oldestAgeSeconds, summaryOf, users } from '../fixtures/redis-cases.ts';
import type { Situation } from '../fixtures/redis-cases.ts';
import { closedPort } from '../fixtures/tcp-server.ts';
import { createRedis, talkTo } from './real-redis.ts';
import type { Options } from './real-redis.ts';

const program = process.env['TEST_SERVICES_REDIS'];
const missing = process.env[skipVariable('redis')] ?? 'npm run test:services finds and installs it';

const userLine = (name: Exclude<keyof typeof users, 'default'>, refused: readonly string[] = []): string =>
  [`user ${name} on >${users[name]} ~* +@all`, ...refused.map((command) => `-${command}`)].join(' ');
/** An option has one value; its line may be followed by others. */
const userLines = [
  userLine('app'), ...(['lean', 'elsewhere'] as const).map((name) => userLine(name, forbidden[name])),
].join('\n').replace(/^user /, '');
const usual: Options = { requirepass: users.default, user: userLines };
/** Nothing listens at the master's port, so the link is down. */
const orphan = '127.0.0.1 1';
const large: Options = { ...usual, dbfilename: 'large.rdb', rdbcompression: 'no' };
/** Microseconds that it takes for each key that it reads from the disk; in between it answers. */
const slowly: Options = { 'key-load-delay': 50_000, 'loading-process-events-interval-bytes': 1_024 };
const situations: Readonly<Record<Situation, Options>> = {
  usual, open: {}, tls: usual, replica: { ...usual, replicaof: orphan }, limited: { ...usual, maxmemory: '64mb' },
  evicting: { ...usual, 'maxmemory': '64mb', 'maxmemory-policy': 'allkeys-lru' },
  full: { ...usual, maxclients: 1 }, loading: { ...large, ...slowly },
};

const login = `AUTH ${users.default}`;
/** What the cases expect to find. */
const filled = (now: number) => [
  login, `RPUSH ${keys.list} a b c`, `HSET ${keys.hash} a b`,
  `XADD ${keys.stream} ${now - oldestAgeSeconds * 1_000}-0 a b`, `XADD ${keys.stream} * a b`,
];

const fill = async (port: number, ...lines: readonly string[]) => (await talkTo(port, ...lines))[Symbol.asyncDispose]();

describe.skipIf(program === undefined)(`a real Redis${program === undefined ? ` (not here: ${missing})` : ''}`, async () => {
  const authority = await createAuthority();
  let redis: ReturnType<typeof createRedis>;
  beforeAll(async () => { redis = createRedis(program ?? '', await authority.issue()); });
  afterAll(() => redis.remove());

  test('of a stream with groups tells what the one that is worst off has not dealt with', async () => {
    const port = await redis.start(usual);
    const hour = 3_600_000;
    const now = Date.now();
    const at = (hours: number) => `${now - hours * hour}-0`;
    const seen = async () => {
      const { facts = {}, failure } = await look({ described: { credential: 'password', key: 'work' } }, { port, ca: authority.cert });
      return [facts['entries'], facts['groups'], facts['depth'], Math.round(Number(facts['oldestAgeSeconds'] ?? 0) / 3_600), failure?.reason];
    };
    await fill(port, login, ...[5, 4, 3, 2, 1].map((hours) => `XADD work ${at(hours)} a b`), 'XGROUP CREATE work first 0');
    expect(await seen()).toEqual([5, 1, 5, 5, undefined]);
    await fill(port, login, 'XREADGROUP GROUP first me COUNT 5 STREAMS work >');
    expect(await seen()).toEqual([5, 1, 5, 5, undefined]);
    await fill(port, login, `XACK work first ${at(5)} ${at(4)} ${at(2)}`);
    expect(await seen()).toEqual([5, 1, 2, 3, undefined]);
    await fill(port, login, `XACK work first ${at(3)} ${at(1)}`);
    expect(await seen()).toEqual([5, 1, 0, 0, undefined]);
    // In the middle: nobody knows how many there are from there on, only that there are some.
    await fill(port, login, `XGROUP CREATE work second ${at(4)}`);
    expect(await seen()).toEqual([5, 2, undefined, 3, 'undecided']);
    await fill(port, login, 'XGROUP SETID work second $');
    expect(await seen()).toEqual([5, 2, 0, 0, undefined]);
  });

  test('of a key that another node of its cluster keeps says which one is to be described', async () => {
    const second = createRedis(program ?? '', await authority.issue());
    await using _ = { [Symbol.asyncDispose]: second.remove };
    const startNode = async (one: typeof redis) => {
      const bus = await closedPort();
      return { bus, port: await one.start({ 'requirepass': users.default, 'cluster-enabled': 'yes', 'cluster-port': bus }) };
    };
    const [here, there] = [await startNode(redis), await startNode(second)];
    await fill(here.port, login, 'CLUSTER ADDSLOTSRANGE 0 8191', `CLUSTER MEET 127.0.0.1 ${there.port} ${there.bus}`);
    await fill(there.port, login, 'CLUSTER ADDSLOTSRANGE 8192 16383');
    const said = async () => (await look({ described: { credential: 'password', key: keys.list } }, { port: here.port, ca: '' })).failure;
    await expect.poll(said, { timeout: 30_000 }).toMatchObject({
      reason: 'undecided', detail: expect.stringMatching(`"MOVED \\d+ 127\\.0\\.0\\.1:${there.port}": that node of its cluster keeps the key, and is the one to describe`),
    });
  }, 40_000);

  test('is asked by HELLO where it has INFO under another name', async () => {
    const port = await redis.start({ ...usual, 'rename-command': 'INFO ""' });
    const seen = await look({ described: { credential: 'password' } }, { port, ca: authority.cert });
    expect([seen.facts, seen.failure]).toEqual([{ role: 'master', version: expect.stringMatching(/^\d/) }, undefined]);
  });

  describe.each(Object.keys(situations) as Situation[])('that is %s', (situation) => {
    let port = 0;
    beforeAll(async () => {
      if (situation === 'loading') {
        // Reading all of it takes longer than the test asks.
        port = await redis.start(large);
        const sets = Array.from({ length: 200 }, (_, index) => `SET key:${index} ${'x'.repeat(2_000)}`);
        await fill(port, login, ...sets, 'SAVE');
      }
      port = await redis.start(situations[situation], situation === 'tls');
      if (situation === 'usual') await fill(port, ...filled(Date.now()));
    });

    test.each(cases.filter((each) => each.situation === situation))('of $name tells what the lab\'s does', async (each) => {
      await using held = situation === 'full' ? await talkTo(port, login) : undefined;
      expect(held !== undefined).toBe(situation === 'full');
      expect(summaryOf(await look(each, { port, ca: authority.cert }))).toEqual(each.sees);
    });
  });
});
