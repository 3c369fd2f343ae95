import type { IncomingHttpHeaders } from 'node:http';

/** The API key of a request: `Authorization: Bearer …`, else `X-API-Key`. An empty one is none. */
export function presentedKey(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer +(\S+)$/iu.exec(headers.authorization ?? '')?.[1];
  const header = headers['x-api-key'];
  return bearer ?? (typeof header === 'string' && header !== '' ? header : undefined);
}
