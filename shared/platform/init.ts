import { readAddresses } from './init-address.ts';
import { authPart, checkPart, commentedPart, endpointPart, trustPart, yaml } from './init-parts.ts';
import type { Asked, Visited } from './init-parts.ts';
import { listingOf } from './openapi.ts';

export type { Asked } from './init-parts.ts';

export interface InitOptions {
  /** What is to be checked: http or https URLs. */
  readonly urls: readonly string[];
  readonly ask: (url: string) => Promise<Asked>;
}

export interface Started {
  /** The commented description, as text. */
  readonly description: string;
  /** A sentence for each address: what was found there, or what was left out. */
  readonly found: readonly string[];
}

type Role = 'auth' | 'registry';

const isOrigin = ({ pathname }: URL): boolean => pathname === '/';

/** `auth.example.com` and `registry.example.com` by their first label. */
const roleOf = (url: URL): Role | undefined =>
  (['auth', 'registry'] as const).find((role) => isOrigin(url) && url.hostname.startsWith(`${role}.`));

/** No address is asked twice: that of an origin is its document's, and so may be another. */
const onceEach = (ask: InitOptions['ask']): InitOptions['ask'] => {
  const asked = new Map<string, Promise<Asked>>();
  return (url) => {
    const answer = asked.get(url) ?? ask(url);
    asked.set(url, answer);
    return answer;
  };
};

/** The operations of an origin belong to the address that is the origin itself, else to the first of its addresses. */
const visitWith = (ask: InitOptions['ask'], urls: readonly URL[]) => async (url: URL): Promise<Visited> => {
  const ofOrigin = urls.filter(({ origin }) => origin === url.origin);
  const listed = ask(`${url.origin}/openapi.json`);
  const [asked, document] = await Promise.all([isOrigin(url) ? listed : ask(url.href), listed]);
  const isFirst = url === (ofOrigin.find(isOrigin) ?? ofOrigin[0]);
  return { url, asked, ...listingOf(isFirst && 'status' in document ? document.json : undefined, new URL('/openapi.json', url)) };
};

const endpoints = (count: number): string => `${count} ${count === 1 ? 'endpoint' : 'endpoints'}`;

const foundAt = ({ url, asked, operations: { length }, elsewhere }: Visited): string => {
  const place = isOrigin(url) ? url.origin : url.href;
  const left = elsewhere === 0 ? '' : `, and ${elsewhere} of another host, left out`;
  const lists = `/openapi.json lists ${endpoints(length)}${left}.`;
  const serves = length + elsewhere > 0;
  const further = isOrigin(url) || !serves ? '' : ` Its host's ${lists}`;
  if ('failure' in asked) {
    const hint = asked.untrusted === true ? ' If that authority is your own, name its certificate under network: ca.' : '';
    return `${place} gave no answer: ${asked.failure}${hint}${further}`;
  }
  if (!isOrigin(url)) return `${place} answered ${asked.status}.${further}`;
  return serves ? `${place} answered; its ${lists}`
    : `${place} answered; it serves no OpenAPI document at /openapi.json (${asked.status}).`;
};

/**
 * A commented starting description of the platform at the given URLs: `auth.*` and `registry.*` become its hosts, all else plain
 * checks; endpoints are proposed from `/openapi.json` where a host serves one. Each address is asked once, and each origin once for
 * that document. Rejects with a TypeError, before any is asked, when one of them is no http or https URL or carries a login.
 */
export const initPlatform = async ({ urls, ask }: InitOptions): Promise<Started> => {
  const addresses = readAddresses(urls);
  const byHref = new Map(addresses.map(({ url }) => [url.href, url]));
  const distinct = [...byHref.values()];
  const visited = await Promise.all(distinct.map(visitWith(onceEach(ask), distinct)));
  const hosts: Partial<Record<Role, Visited>> = {};
  const others: Visited[] = [];
  for (const each of visited) {
    const role = roleOf(each.url);
    if (role === undefined || hosts[role] !== undefined) others.push(each);
    else hosts[role] = each;
  }
  const found = [...visited.map(foundAt), ...addresses.flatMap(({ leftOut }) => leftOut ?? [])];
  const origins = Object.fromEntries(Object.entries(hosts).map(([role, { url }]) => [role, url.origin]));
  const registry = hosts.registry === undefined ? [] : endpointPart(hosts.registry);
  const description = [
    '# A platform to be checked: one file per environment. Whatever is not described has a default.',
    '#', '# What was found when this file was written:', ...found.map((sentence) => `# * ${sentence}`),
    'environment: development',
    ...(Object.keys(origins).length === 0 ? [] : ['', '# The public hosts.', yaml({ hosts: origins })]),
    ...registry,
    ...(hosts.auth === undefined ? [] : authPart(hosts.auth, registry.length > 0)),
    ...checkPart(others),
    ...trustPart(visited),
    commentedPart,
  ].join('\n');
  return { description, found };
};
