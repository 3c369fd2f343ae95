import type { Server } from 'node:http';
import { answerDetail, serveApplication } from '../fastapi/serve.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/routes.ts';
import { presentedKey } from './presented-key.ts';
import { createRateLimit, limit } from './rate-limit.ts';

/** An API key that the auth service knows. */
export interface ApiKey {
  readonly key: string;
  readonly keyId: string;
  readonly userId: string;
  readonly serviceId: string;
  readonly scopes: readonly string[];
}

/** The auth service: says whether a key is good, and whose it is. */
export function createAuth(keys: () => readonly ApiKey[]): Server {
  const allowance = createRateLimit();
  const validate = ({ incoming, outgoing }: Exchange) => {
    const presented = presentedKey(incoming.headers);
    if (presented === undefined) return answerDetail(outgoing, 401, 'API key required');
    const known = keys().find(({ key }) => key === presented);
    const { allowed, remaining, resetSeconds } = allowance(known?.keyId ?? 'unknown', Date.now());
    const headers = { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': resetSeconds };
    if (!allowed) return answerJson(outgoing, 429, { detail: 'Rate limit exceeded' }, { ...headers, 'retry-after': String(resetSeconds) });
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
