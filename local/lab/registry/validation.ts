import { request } from 'node:https';
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

const refusal = (detail: string, status = 401): Validation => ({ valid: false, status, detail });

/** Asks the auth service about a key. Every way of not learning it is a refusal, as in the registry's own code. */
export function validateKey(auth: AuthService, key: string): Promise<Validation> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(auth.timeoutMs);
    const asking = request(`${auth.url}/api/v1/keys/validate`, {
      method: 'POST', headers: { 'authorization': `Bearer ${key}`, 'content-length': 0 },
      ca: auth.ca, lookup: auth.lookup, agent: false, signal,
    });
    const failed = () => resolve(refusal(signal.aborted ? 'Authentication service timeout' : 'Authentication service unavailable'));
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
}
