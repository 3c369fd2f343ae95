import type { RedisSettings } from '../redis/settings.ts';
import type { CacheSettings } from '../settings.ts';
import type { Cause, Causes } from './cause.ts';

const cache = (change: (cache: CacheSettings) => Partial<CacheSettings>, what: string): Cause => ({
  what, needs: 'redis',
  apply: ({ cache: before, ...settings }) => (before === undefined ? settings : { ...settings, cache: { ...before, ...change(before) } }),
});
const server = (change: Partial<RedisSettings>, what: string): Cause => cache((before) => ({ server: { ...before.server, ...change } }), what);

/** What can be wrong with Redis, of a lab that has one. Auth and the registry can do without it; they wait for it for half a second. */
export const redisCauses: Causes = {
  'redis-refuses': cache(() => ({ node: 'gone' }), 'Redis is gone: nothing listens at its address'),
  'redis-password-changed': server({ users: { default: 'the-password-of-today' } }, "the password of Redis was changed, and its secret has the old one"),
  'redis-memory-full': cache(
    ({ server: before }) => ({ server: { ...before, usedMemory: before.maxMemory } }), 'Redis has no memory left and may not forget anything',
  ),
  'redis-clients-full': cache(({ server: before }) => ({ server: { ...before, clients: before.maxClients } }), 'Redis has no connection left'),
  'redis-replica': server({ role: 'replica' }, 'the name of Redis leads to a replica, which takes nothing new'),
  'redis-loading': server({ loading: true }, 'Redis was started again and still reads its data from the disk'),
  'redis-hangs': server({ silent: true }, 'Redis takes connections and never answers'),
};
