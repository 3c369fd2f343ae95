import type { IncomingMessage } from 'node:http';

const withPorts = (host: string): readonly string[] => [host, `${host}:*`];

/** The hosts that MLflow answers to when it is told none: its own machine and private networks. A `*` stands for anything. */
export const defaultHosts: readonly string[] = [
  ...['localhost', '127.0.0.1', '[::1]', '0.0.0.0'].flatMap(withPorts),
  '192.168.*', '10.*', ...Array.from({ length: 16 }, (_, index) => `172.${16 + index}.*`), 'fc00:*', 'fd00:*',
];

/** The list for a server that is also called by a name: the given list replaces the default one, so that has to be named again. */
export const hostsWith = (name: string): readonly string[] => [...withPorts(name), ...defaultHosts];

/** What the security middleware adds to every answer. */
export const securityHeaders = { 'X-Frame-Options': 'SAMEORIGIN', 'X-Content-Type-Options': 'nosniff' } as const;

/** Only these exact paths answer to any host, which is why a target check stays green while the API is dead. */
const exempt = new Set(['/health', '/version']);
const changing = new Set(['POST', 'PUT', 'DELETE', 'PATCH']);
const localOrigin = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/u;

/** The text of the 403 that MLflow's security middleware gives a request; `undefined` where it lets the request pass. */
export function refusalOf({ method = 'GET', headers }: IncomingMessage, path: string, allowedHosts: readonly string[]): string | undefined {
  const { host = '', origin } = headers;
  if (!exempt.has(path) && !allowedHosts.some((pattern) => fits(pattern, host))) {
    return 'Invalid Host header - possible DNS rebinding attack detected';
  }
  const foreign = origin !== undefined && !localOrigin.test(origin);
  return foreign && changing.has(method) && /^\/(?:ajax-)?api\//u.test(path) ? 'Cross-origin request blocked' : undefined;
}

/** Exact, port included, but for what stands in the place of a `*` at the end. */
const fits = (pattern: string, host: string): boolean =>
  pattern.endsWith('*') ? host.startsWith(pattern.slice(0, -1)) : host === pattern;
