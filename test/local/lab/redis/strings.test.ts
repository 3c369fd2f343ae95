import { createClient } from '@redis/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedis } from '../../../../local/lab/redis/server.ts';
import { usualRedis } from '../../../../local/lab/redis/settings.ts';
import type { RedisSettings } from '../../../../local/lab/redis/settings.ts';

let settings: RedisSettings = usualRedis;
const server = await startRedis({ settings: () => settings });
const client = createClient({ RESP: 2, disableClientInfo: true, maintNotifications: 'disabled', socket: { host: '127.0.0.1', port: server.port } });
beforeAll(() => client.connect());
afterAll(async () => {
  client.destroy();
  await server.stop();
});

const refused = async (change: Partial<RedisSettings>, ...words: readonly string[]): Promise<string> => {
  settings = { ...usualRedis, ...change };
  const said = await client.sendCommand(words).then(String, (error: unknown) => String(error));
  settings = usualRedis;
  return said;
};

describe('texts', () => {
  it('are kept, found and forgotten', async () => {
    expect(await client.get('a')).toBeNull();
    expect([await client.set('a', 'b'), await client.get('a'), await client.pTTL('a'), await client.del('a'), await client.get('a')]).toEqual(['OK', 'b', -1, 1, null]);
    expect(await client.pTTL('a')).toBe(-2);
  });

  it('that were kept for a while are gone after it', async () => {
    await client.set('short', 'b', { expiration: { type: 'PX', value: 1 } });
    while (await client.get('short') !== null);
    expect(await client.pTTL('short')).toBe(-2);
  });

  it('are set only where there is none, if that is asked for, and counted from there for as long as they were to be kept', async () => {
    const start = () => client.set('count', '0', { expiration: { type: 'PX', value: 60_000 }, condition: 'NX' });
    expect([await start(), await client.incr('count'), await start(), await client.incr('count')]).toEqual(['OK', 1, null, 2]);
    expect(await client.pTTL('count')).toSatisfy((left: number) => left > 50_000 && left <= 60_000);
  });

  it('that are no numbers are not counted', async () => {
    await client.set('word', 'a');
    await expect(client.incr('word')).rejects.toThrow('ERR value is not an integer or out of range');
  });

  it.each([
    [{ role: 'replica' }, ['SET', 'a', 'b'], "READONLY You can't write against a read only replica."],
    [{ role: 'replica' }, ['DEL', 'a'], "READONLY You can't write against a read only replica."],
    [{ role: 'replica' }, ['GET', 'nothing'], 'null'],
    [{ maxMemory: 10, usedMemory: 10 }, ['INCR', 'a'], "OOM command not allowed when used memory > 'maxmemory'."],
    [{ maxMemory: 10, usedMemory: 10 }, ['DEL', 'nothing'], '0'],
    [{ maxMemory: 10, usedMemory: 10, maxMemoryPolicy: 'allkeys-lru' }, ['SET', 'a', 'b'], 'OK'],
    [{ loading: true }, ['GET', 'a'], 'LOADING Redis is loading the dataset in memory'],
    [{}, ['SET', 'a'], "ERR wrong number of arguments for 'set' command"],
    [{}, ['SET', 'a', 'b', 'GET'], 'ERR syntax error'],
  ] as const)('of a server that is %j: %j', async (change, words, said) => {
    expect(await refused(change, ...words)).toContain(said);
  });
});
