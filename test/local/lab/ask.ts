import { readFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { Lab } from '../../../local/lab/lab.ts';
import { lookupAt } from '../../../local/lab/http/lookup.ts';

/** What a client got. */
export interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** Asks a URL with options of Node's own; a body is sent with its length. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}, options: RequestOptions = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? request : plainRequest;
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const asking = send(url, { method, headers: { ...length, ...headers }, agent: false, ...options }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).on('error', reject);
      const got = () => ({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString() });
      response.on('end', () => resolve(got()));
    });
    asking.on('error', reject).end(body);
  });
}

/** Asks a lab as anybody outside would: by its own DNS, trusting its own authority. */
export function clientOf({ addresses, env }: Lab) {
  const ca = readFileSync(addresses.caFile, 'utf8');
  const lookup = lookupAt(addresses.resolver);
  const key = env['HOKUSAI_API_KEY'] ?? '';
  const on = (host: string) => (path: string, asked: Asked = {}) =>
    ask(`https://${host}:${addresses.httpsPort}${path}`, asked, { lookup, ca });
  const plain = (host: string, path: string) => ask(`http://${host}:${addresses.httpPort}${path}`, {}, { lookup });
  return { auth: on('auth.hokusai.test'), registry: on('registry.hokusai.test'), plain, withKey: { 'x-api-key': key }, key };
}

/** Who answered: the load balancer itself or an application. */
export const answeredBy = ({ headers }: Got): string => String(headers['server'] ?? '');
