import type { Asked, Visited } from './init-parts.ts';
import { literalSecrets } from '../secrets/literal-secrets.ts';
import { listingOf } from './openapi.ts';

export type Ask = (url: string) => Promise<Asked>;

export const isOrigin = ({ pathname }: URL): boolean => pathname === '/';

/** No address is asked twice: that of an origin is its document's, and so may be another. */
const onceEach = (ask: Ask): Ask => {
  const asked = new Map<string, Promise<Asked>>();
  return (url) => {
    const answer = asked.get(url) ?? ask(url);
    asked.set(url, answer);
    return answer;
  };
};

/**
 * The operations of an origin belong to the address that is the origin itself, else to the first of its addresses. A secret has no place in a
 * description, not even in a comment.
 */
const visitWith = (ask: Ask, urls: readonly URL[]) => async (url: URL): Promise<Visited> => {
  const ofOrigin = urls.filter(({ origin }) => origin === url.origin);
  const listed = ask(`${url.origin}/openapi.json`);
  const [asked, document] = await Promise.all([isOrigin(url) ? listed : ask(url.href), listed]);
  const isFirst = url === (ofOrigin.find(isOrigin) ?? ofOrigin[0]);
  const { operations, elsewhere } = listingOf(isFirst && 'status' in document ? document.json : undefined, new URL('/openapi.json', url));
  const shown = operations.filter(({ path }) => literalSecrets(path).length === 0);
  return { url, asked, operations: shown, elsewhere, secret: operations.length - shown.length };
};

/** Asks each of the addresses, and each origin for its document, once. */
export const visitAll = (urls: readonly URL[], ask: Ask): Promise<readonly Visited[]> => Promise.all(urls.map(visitWith(onceEach(ask), urls)));

const endpoints = (count: number): string => `${count} ${count === 1 ? 'endpoint' : 'endpoints'}`;

/** What was found at an address, as a sentence. */
export const foundAt = ({ url, asked, operations: { length }, elsewhere, secret }: Visited): string => {
  const place = isOrigin(url) ? url.origin : url.href;
  const left = [[elsewhere, 'of another host'], [secret, 'with what looks like a secret']] as const;
  const leftOut = left.map(([count, which]) => (count === 0 ? '' : `, and ${count} ${which}, left out`)).join('');
  const lists = `/openapi.json lists ${endpoints(length)}${leftOut}.`;
  const serves = length + elsewhere + secret > 0;
  const further = isOrigin(url) || !serves ? '' : ` Its host's ${lists}`;
  if ('failure' in asked) {
    const hint = asked.untrusted === true ? ' If that authority is your own, name its certificate under network: ca.' : '';
    return `${place} gave no answer: ${asked.failure}${hint}${further}`;
  }
  if (!isOrigin(url)) return `${place} answered ${asked.status}.${further}`;
  return serves ? `${place} answered; its ${lists}`
    : `${place} answered; it serves no OpenAPI document at /openapi.json (${asked.status}).`;
};
