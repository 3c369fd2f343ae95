import { Agent, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { parseObject, readBody } from '../http/body.ts';

/** What the auth service says of a key, as far as the registry understands it. */
export type Validation =
  | { readonly valid: true }
  | { readonly valid: false; readonly status: number; readonly detail: string };

/** How the registry reaches the auth service: by its public name, like everybody else. */
export interface AuthService {
  readonly url: string;
  readonly ca: string;
  readonly lookup: LookupFunction;
  readonly timeoutMs: number;
}

const refusal = (detail: string, status = 401): Extract<Validation, { valid: false }> => ({ valid: false, status, detail });

/** So many connections to the auth service there are at a time; who finds none waits for one, within the same time-out. */
const mostConnections = 10;

/**
 * Asks the auth service about keys, and gives up when the client that wants to know is gone. Every way of not learning it is a refusal,
 * as in the registry's own code.
 */
export const validator = (auth: AuthService) => {
  // A session that is resumed shows no certificate.
  const agent = new Agent({ maxSockets: mostConnections, keepAlive: false, maxCachedSessions: 0 });
  return (key: string, gone: AbortSignal): Promise<Validation> => new Promise((resolve) => {
    const late = AbortSignal.timeout(auth.timeoutMs);
    const asking = request(`${auth.url}/api/v1/keys/validate`, {
      method: 'POST', headers: { 'authorization': `Bearer ${key}`, 'content-length': 0 },
      ca: auth.ca, lookup: auth.lookup, agent, signal: AbortSignal.any([late, gone]),
    });
    const failed = () => resolve(refusal(late.aborted ? 'Authentication service timeout' : 'Authentication service unavailable'));
    asking.on('error', failed);
    asking.on('response', (response) => {
      readBody(response).then((body) => {
        const said = parseObject(body.toString()) ?? {};
        if (response.statusCode === 429) resolve(refusal('Rate limit exceeded', 429));
        else if (response.statusCode === 200 && said['valid'] === true) resolve({ valid: true });
        else if (response.statusCode === 401) resolve(refusal('Invalid or expired API key'));
        else resolve(refusal('Authentication service unavailable'));
      }, failed);
    });
    asking.end();
  });
};
