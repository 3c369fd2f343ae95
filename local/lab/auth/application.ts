import type { Server } from 'node:http';
import type { Database } from '../database/database.ts';
import { answerDetail, serveApplication } from '../fastapi/serve.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/routes.ts';
import type { Cache } from '../redis/client.ts';
import { findKey } from './keys.ts';
import { presentedKey } from './presented-key.ts';
import { createRateLimit, usualLimit } from './rate-limit.ts';
import { sharedRateLimit } from './shared-rate-limit.ts';

/** How the auth service is, besides running or not. */
export interface AuthSettings {
  /** Requests that a key may make in a minute. */
  readonly limit?: number;
  /** It does not say when to come back. */
  readonly withoutRetryAfter?: true;
  /** A defect that answers every validation with 500. */
  readonly breaks?: true;
  /** A defect that takes every key for a good one. */
  readonly admitsAnyKey?: true;
}

/**
 * The auth service: says whether a key is good, and whose it is, as its database knows it; without that every validation is a 500. It
 * counts requests in the cache where there is one, and by itself where that fails.
 */
export function createAuth(database: Database, settings: () => AuthSettings = () => ({}), cache?: Cache): Server {
  const alone = createRateLimit();
  const allowance = cache === undefined ? alone : sharedRateLimit(cache, alone);
  const validate = async ({ incoming, outgoing }: Exchange) => {
    const { limit = usualLimit, withoutRetryAfter, breaks, admitsAnyKey } = settings();
    if (breaks === true) throw new Error('a defect');
    const presented = presentedKey(incoming.headers);
    if (presented === undefined) return answerDetail(outgoing, 401, 'API key required');
    const known = await findKey(database, presented, admitsAnyKey);
    const { allowed, remaining, resetSeconds } = await allowance(known?.keyId ?? 'unknown', limit, Date.now());
    const headers = { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': resetSeconds };
    const again = withoutRetryAfter === true ? {} : { 'retry-after': String(resetSeconds) };
    if (!allowed) return answerJson(outgoing, 429, { detail: 'Rate limit exceeded' }, { ...headers, ...again });
    if (known === undefined) return answerJson(outgoing, 401, { detail: 'Invalid or expired API key' }, headers);
    const { keyId, userId, serviceId, scopes } = known;
    answerJson(outgoing, 200, { valid: true, key_id: keyId, user_id: userId, service_id: serviceId, scopes, rate_limit: limit }, headers);
  };
  return serveApplication({
    title: 'Hokusai Auth',
    operations: [
      {
        method: 'GET', path: '/health', summary: 'Health',
        handle: ({ outgoing }) => answerJson(outgoing, 200, { status: 'healthy', service: 'hokusai-auth', version: '1.0.0' }),
      },
      { method: 'POST', path: '/api/v1/keys/validate', summary: 'Validate an API key', handle: validate },
    ],
  });
}
