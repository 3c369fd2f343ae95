import type { ProbeSpec } from '../../checks/check.ts';
import type { Cache, Platform } from '../../platform/platform.ts';
import type { RedisSettings } from '../../probes/redis.ts';
import type { Draft } from '../draft.ts';

/** Redis at a described place; its password by the name of a credential. */
export const redisAt = ({ host, port, tls, credential }: Cache, key?: string): ProbeSpec<'redis', RedisSettings> => ({
  kind: 'redis',
  settings: { host, port, tls, ...(credential === undefined ? {} : { credential }), ...(key === undefined ? {} : { key }) },
});

/** What stands for a place where there is none; nothing is asked there, and nobody takes it for one (RFC 2606, 2). */
const nowhere: Cache = { host: 'not-deployed.invalid', port: 6379, tls: false };

/** Redis takes the login, is the master, which alone can be written to, and has memory left. A limit that it does not have is not reached. */
export const cache = ({ cache: described, thresholds }: Platform): readonly Draft[] => {
  if (described === undefined) return [];
  const missing = described === 'not-deployed';
  return [{
    slug: 'cache', name: 'Redis takes the login of the platform', service: 'cache', role: 'readiness',
    probe: redisAt(missing ? nowhere : described),
    expect: { facts: { role: 'master', usedMemoryPercent: { lte: thresholds.cacheMemory, absent: true, words: { called: 'memory in use', unit: '%' } } } },
    ...(missing ? { skip: 'Redis is not deployed', notDeployed: true } : {}),
  }];
};
