import type { Cache } from '../redis/client.ts';
import type { Allowance, RateLimit } from './rate-limit.ts';
import { windowMs } from './rate-limit.ts';

/** Counts in the cache, so that all tasks of a service count together; where that fails, by itself. */
export const sharedRateLimit = (cache: Cache, alone: RateLimit) => async (id: string, limit: number, at: number): Promise<Allowance> => {
  const key = `rate-limit:${id}`;
  const counted = await cache.use((client) => Promise.all([
    client.set(key, '0', { expiration: { type: 'PX', value: windowMs }, condition: 'NX' }), client.incr(key), client.pTTL(key),
  ]));
  if (counted === undefined) return alone(id, limit, at);
  const [, count, leftMs] = counted;
  return { allowed: count <= limit, remaining: Math.max(0, limit - count), resetSeconds: Math.ceil(leftMs / 1000) };
};
