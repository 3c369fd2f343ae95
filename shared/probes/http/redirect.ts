import type { Failure } from '../../checks/observation.ts';
import type { Head } from './head.ts';
import { isInAddress } from './key.ts';
import type { Hop, Key } from './request.ts';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Described headers that are as private as a described credential. */
const privateHeaders: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key']);

const failure = (reason: Failure['reason'], detail: string): { readonly failure: Failure } =>
  ({ failure: { reason, phase: 'body', detail } });

const parse = (location: string, base: URL): URL | undefined => {
  const url = URL.parse(location, base.href);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  url.username = '';
  url.password = '';
  return url;
};

/** RFC 9110, 15.4: 303 asks for the other resource; after 301 and 302 every client turns a POST into a GET. */
const becomesGet = (status: number, method: string) =>
  (status === 303 && method !== 'HEAD') || ((status === 301 || status === 302) && method === 'POST');

/**
 * The next hop where the answer is a redirect; undefined where it is the answer itself (no redirect, or no Location). A key goes to no
 * other origin, not even to another port, and into no address: that redirect is a failure.
 */
export const nextHop = (hop: Hop, head: Head, key: Key | undefined): Hop | { readonly failure: Failure } | undefined => {
  const location = redirects.has(head.status) ? head.headers.find(([name]) => name === 'location')?.[1] : undefined;
  if (location === undefined) return undefined;
  const url = parse(location, hop.url);
  if (url === undefined) return failure('malformed', 'The redirect does not lead to an HTTP address.');
  const sameOrigin = url.origin === hop.url.origin;
  const isPrivate = key !== undefined || hop.headers.some(([name]) => privateHeaders.has(name.toLowerCase()));
  if (isPrivate && !sameOrigin) return failure('redirect-unsafe', `The redirect to ${url.origin} would carry the key to another origin.`);
  if (key !== undefined && isInAddress(key, url)) return failure('redirect-unsafe', 'The redirect would carry the key in its address.');
  const headers = sameOrigin ? hop.headers : hop.headers.filter(([name]) => name.toLowerCase() !== 'host');
  const reuse = sameOrigin && hop.reuse === true;
  if (!becomesGet(head.status, hop.method)) return { ...hop, url, headers, reuse };
  return { method: 'GET', url, reuse, headers: headers.filter(([name]) => !name.toLowerCase().startsWith('content-')) };
};
