import type { SentRequest } from '../../checks/observation.ts';
import type { Outgoing } from './exchange.ts';
import type { Fields } from './fields.ts';

/** One request to one address; a redirect that is followed makes the next. */
export interface Hop {
  readonly method: string;
  readonly url: URL;
  /** As described, names in the case they were written in. */
  readonly headers: Fields;
  readonly body?: Buffer;
  /** Over a connection that an earlier request left, if there is one, and leaves it to the next. */
  readonly reuse?: boolean;
}

/** A header field with a key in it, and how it is shown. `secrets` are the key, and what is made of it to be sent. */
export interface Key { readonly name: string; readonly value: string; readonly masked: string; readonly secrets: readonly string[] }

const usual: Fields = [
  ['User-Agent', 'hokusai-health'],
  ['Accept', '*/*'],
  ['Accept-Encoding', 'gzip, br, deflate'],
];
const methodsWithBody = new Set(['POST', 'PUT', 'PATCH']);

const fieldsOf = ({ method, url, headers, body, reuse }: Hop, key: Fields): Fields => {
  const own: Fields = [['Host', url.host], ...usual];
  const described = new Set(headers.map(([name]) => name.toLowerCase()));
  const length: Fields = body !== undefined || methodsWithBody.has(method) ? [['Content-Length', String(body?.length ?? 0)]] : [];
  return [
    ...(described.size === 0 ? own : own.filter(([name]) => !described.has(name.toLowerCase()))),
    ...headers, ...key, ...length,
    ['Connection', reuse === true ? 'keep-alive' : 'close'],
  ];
};

/** The bytes of a request, and the same request for people, its key masked. */
export const requestOf = (hop: Hop, key: Key | undefined): { readonly outgoing: Outgoing; readonly shown: SentRequest } => {
  const { method, url, body } = hop;
  const fields = fieldsOf(hop, key === undefined ? [] : [[key.name, key.value]]);
  let head = `${method} ${url.pathname}${url.search} HTTP/1.1\r\n`;
  for (const [name, value] of fields) head += `${name}: ${value}\r\n`;
  return {
    outgoing: { method, head: `${head}\r\n`, ...(body === undefined ? {} : { body }) },
    shown: { method, url: url.href, headers: key === undefined ? fields : fieldsOf(hop, [[key.name, key.masked]]) },
  };
};
