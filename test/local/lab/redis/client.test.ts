import { afterAll, describe, expect, it } from 'vitest';
import { createRateLimit } from '../../../../local/lab/auth/rate-limit.ts';
import { sharedRateLimit } from '../../../../local/lab/auth/shared-rate-limit.ts';
import { openCache } from '../../../../local/lab/redis/client.ts';
import { startRedis } from '../../../../local/lab/redis/server.ts';
import { usualRedis } from '../../../../local/lab/redis/settings.ts';
import type { RedisSettings } from '../../../../local/lab/redis/settings.ts';

const well: RedisSettings = { ...usualRedis, users: { default: 'made-up' } };
let settings = well;
const server = await startRedis({ settings: () => settings });
const open = () => openCache({
  host: 'cache.example.com', port: server.port, password: 'made-up',
  lookup: (_, { all }, callback) => (all === true ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4)),
});
const [cache, other] = await Promise.all([open(), open()]);
afterAll(() => Promise.all([cache.stop(), other.stop(), server.stop()]));

const become = (change: Partial<RedisSettings>) => {
  settings = { ...well, ...change };
  server.endSessions();
};
const ping = () => cache.use((client) => client.ping());

describe('a cache', () => {
  it('that ended the connection is connected to anew, whoever notices first', async () => {
    expect(await ping()).toBe('PONG');
    server.endSessions();
    expect(await Promise.all([ping(), ping(), ping()])).toEqual(['PONG', 'PONG', 'PONG']);
  });

  it.each<Partial<RedisSettings>>([
    { users: { default: 'another' } }, { clients: 10_000 }, { loading: true }, { silent: true },
  ])('that is %j is done without, and used as soon as it is well', async (change) => {
    become(change);
    expect(await Promise.all([ping(), ping()])).toEqual([undefined, undefined]);
    become({});
    expect(await ping()).toBe('PONG');
  });

  it('that stops answering is waited for no longer than half a second', async () => {
    expect(await ping()).toBe('PONG');
    settings = { ...well, silent: true };
    const before = performance.now();
    expect(await ping()).toBeUndefined();
    expect(performance.now() - before).toBeGreaterThan(490);
    settings = well;
    expect(await ping()).toBe('PONG');
  });
});

describe('a rate limit that is counted in it', () => {
  const tasks = [cache, other].map((each) => sharedRateLimit(each, createRateLimit()));
  const ask = (task: number, id: string) => tasks[task]?.(id, 3, Date.now());

  it('counts for all tasks together', async () => {
    expect([(await ask(0, 'a'))?.remaining, (await ask(1, 'a'))?.remaining, (await ask(0, 'a'))?.remaining]).toEqual([2, 1, 0]);
    expect(await ask(1, 'a')).toMatchObject({ allowed: false, remaining: 0, resetSeconds: expect.toSatisfy((left: number) => left > 50 && left <= 60) });
    expect(await ask(1, 'b')).toMatchObject({ allowed: true });
  });

  it.each<Partial<RedisSettings>>([{ role: 'replica' }, { maxMemory: 10, usedMemory: 10 }])('counts for each task alone where it fails: %j', async (change) => {
    become(change);
    const id = JSON.stringify(change);
    expect([(await ask(0, id))?.remaining, (await ask(1, id))?.remaining, (await ask(0, id))?.remaining]).toEqual([2, 2, 1]);
    become({});
  });
});
