import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { answerDetail, serveApplication } from '../fastapi/serve.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/routes.ts';
import { presentedKey } from './presented-key.ts';
import { createRateLimit, usualLimit } from './rate-limit.ts';

/** An API key that the auth service knows. */
export interface ApiKey {
  readonly key: string;
  readonly keyId: string;
  readonly userId: string;
  readonly serviceId: string;
  readonly scopes: readonly string[];
}

/** How the auth service is, besides running or not. */
export interface AuthSettings {
  readonly keys: readonly ApiKey[];
  /** Milliseconds that its own database takes to find a key. */
  readonly lookupMs?: number;
  /** Requests that a key may make in a minute. */
  readonly limit?: number;
  /** It does not say when to come back. */
  readonly withoutRetryAfter?: true;
  /** A defect that answers every validation with 500. */
  readonly breaks?: true;
  /** A defect that takes every key for a good one. */
  readonly admitsAnyKey?: true;
}

/** The auth service: says whether a key is good, and whose it is. */
export function createAuth(settings: () => AuthSettings): Server {
  const allowance = createRateLimit();
  const validate = async ({ incoming, outgoing }: Exchange) => {
    const { keys, lookupMs = 0, limit = usualLimit, withoutRetryAfter, breaks, admitsAnyKey } = settings();
    if (breaks === true) throw new Error('a defect');
    const presented = presentedKey(incoming.headers);
    if (presented === undefined) return answerDetail(outgoing, 401, 'API key required');
    if (lookupMs > 0) await setTimeout(lookupMs);
    const known = keys.find(({ key }) => key === presented) ?? (admitsAnyKey === true ? keys[0] : undefined);
    const { allowed, remaining, resetSeconds } = allowance(known?.keyId ?? 'unknown', limit, Date.now());
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
