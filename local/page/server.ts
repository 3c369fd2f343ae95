import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf } from '../../shared/problem.ts';
import { UsageError } from '../usage-error.ts';

export interface Page {
  readonly html: () => Promise<string>;
  /** What a button does, by the path that it is posted to. */
  readonly buttons: ReadonlyMap<string, () => void>;
}

/** Nothing from elsewhere is loaded, and no page elsewhere shows this one inside its own. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

type Headers = Readonly<Record<string, string>>;

const answer = async ({ method = '', url = '/', headers }: IncomingMessage, response: ServerResponse, page: Page, ownHosts: readonly string[]) => {
  const plain = (status: number, text: string, more: Headers = {}) =>
    void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...more }).end(`${text}\n`);
  // A page elsewhere must not press these buttons: neither by its own form nor under a name of its own for this address.
  const { host = '', origin = `http://${host}` } = headers;
  if (!ownHosts.includes(host) || origin !== `http://${host}`) return plain(403, 'This page is for this machine only.');

  const [path = ''] = url.split('?');
  const press = page.buttons.get(path);
  const allow = path === '/' ? ['GET', 'HEAD'] : press === undefined ? [] : ['POST'];
  if (allow.length === 0) return plain(404, 'There is only one page here: /');
  if (!allow.includes(method)) return plain(405, `Only ${allow.join(' or ')} is answered here.`, { allow: allow.join(', ') });
  if (press === undefined) {
    const html = await page.html();
    const about = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': policy };
    response.writeHead(200, about).end(html);
  } else {
    press();
    response.writeHead(303, { location: '/' }).end();
  }
};

/** Serves the page on loopback. Rejects with UsageError when the port cannot be had. */
export const servePage = async (port: number, page: Page): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
  const ownHosts: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response, page, ownHosts).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(`${messageOf(error)}\n`);
    });
  });
  await once(server.listen(port, '127.0.0.1'), 'listening').catch((error: unknown) => {
    throw new UsageError(`The page cannot have port ${port}: ${messageOf(error)}. Choose another with --port.`, { cause: error });
  });
  const { port: taken } = server.address() as AddressInfo;
  ownHosts.push(`127.0.0.1:${taken}`, `localhost:${taken}`);
  return {
    url: `http://127.0.0.1:${taken}/`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
};
