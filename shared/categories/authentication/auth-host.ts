import type { Platform } from '../../platform/platform.ts';
import type { RateLimitSettings } from '../../probes/rate-limit.ts';
import type { ProbeSpec } from '../../checks/check.ts';
import { healthy, http, type Draft } from '../draft.ts';
import { keyed, withKey, withSecondKey } from './keys.ts';

/** The auth host knows the key, its service and its scopes, is healthy, and limits with manners. */
export const authHostChecks = (platform: Platform): readonly Draft[] => {
  const { hosts: { auth }, authentication: { serviceId, scopes, requests, second } } = platform;
  if (auth === undefined) return [];
  const url = auth.url + auth.ownPath;
  const asked = http(url, { method: 'POST', ...withKey(platform, 'bearer') });
  const about = { service: 'auth', role: 'user-path', probe: asked, ...keyed(platform) } as const;
  const requires = ['validation'];
  const text = { type: 'string', length: { gt: 0 } };
  const listed = { type: 'array', length: { gt: 0 }, each: text, ...(scopes.length === 0 ? {} : { includes: scopes }) };
  const limit: ProbeSpec<'rateLimit', RateLimitSettings> = { kind: 'rateLimit', settings: { url, method: 'POST', headers: {}, ...withKey(platform, 'bearer'), requests } };
  return [
    // A key that is not known makes auth degraded at most: it may be the checker's key alone.
    { ...about, slug: 'validation', name: 'Auth knows the key', expect: { status: 200, json: { '$.valid': true } } },
    {
      ...about, slug: 'validation-service-id', name: "Auth knows the key's service", requires,
      expect: { status: 200, json: { '$.service_id': serviceId ?? text } },
    },
    {
      ...about, slug: 'validation-scopes', name: "Auth knows the key's scopes", requires,
      expect: { status: 200, json: { '$.scopes': listed } },
    },
    {
      slug: 'auth-health', name: 'Auth is healthy', service: 'auth', role: 'readiness', exempt: true,
      probe: http(auth.url + auth.health), expect: healthy,
    },
    { ...about, slug: 'rate-limit', name: 'Auth answers a busy client', severity: 'warning', probe: limit, expect: { steps: 'all' } },
    // Where only the first key is refused, it is the key and not the platform.
    ...(second === undefined ? [] : [{
      slug: 'second-key', name: 'Auth knows the second key', service: 'auth', role: 'warning',
      probe: http(url, { method: 'POST', ...withSecondKey(second, platform) }), expect: { status: 200, json: { '$.valid': true } },
    } as const]),
  ];
};
