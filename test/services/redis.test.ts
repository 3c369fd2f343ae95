import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skipVariable } from '../../scripts/services/service.ts';
import { createAuthority } from '../fixtures/certificates.ts';
import { cases, forbidden, keys, look, oldestAgeSeconds, summaryOf, users } from '../fixtures/redis-cases.ts';
import type { Situation } from '../fixtures/redis-cases.ts';
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
