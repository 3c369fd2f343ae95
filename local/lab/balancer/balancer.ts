import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { SecureContext } from 'node:tls';
import type { Certificate } from '../certificate/authority.ts';
import { listen } from '../http/listen.ts';
import { networkTo } from './network.ts';
import type { NetworkSettings } from './network.ts';
import { answerPage, page } from './page.ts';
import { createRoute } from './route.ts';
import type { Routing } from './route.ts';

/** What a balancer reads anew for every connection and request. */
export interface Balancing extends Routing {
  readonly network: () => NetworkSettings;
  /** The certificate for a host name in small letters; undefined: the default one. */
  readonly certificate: (name: string) => Promise<SecureContext | undefined>;
  /** What the listener of plain HTTP does. */
  readonly plain: () => 'redirects' | 'serves';
  /** Milliseconds. */
  readonly idleTimeoutMs: number;
}

/** A load balancer that listens on 127.0.0.1. `stop` ends it together with its open connections. */
export interface Balancer {
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly stop: () => Promise<void>;
}

/**
 * An application load balancer with a listener of HTTPS and one of plain HTTP, which sends everybody to the first or serves like it. A client
 * that asks for no name, or for one without a certificate, is shown the default one, as on AWS. Rejects when a socket cannot be opened.
 */
export async function startBalancer(otherwise: Certificate, { network, certificate, plain, idleTimeoutMs, ...routing }: Balancing): Promise<Balancer> {
  await using started = new AsyncDisposableStack();
  const open = async (server: Server): Promise<number> => {
    const { port, stop } = await listen(settle(server, idleTimeoutMs));
    started.defer(stop);
    return port;
  };
  const https = createHttpsServer({
    ...otherwise,
    minVersion: 'TLSv1.2',
    SNICallback: (name, done) => { certificate(name.toLowerCase()).then((found) => done(null, found), done); },
  });
  const http = createHttpServer();
  const [httpsPort, httpPort] = [await open(https), await open(http)];
  const way = networkTo(network);
  const route = createRoute(routing);
  for (const server of [https, http]) server.on('connection', way.connected);
  https.on('request', way.requested((incoming, outgoing) => route(incoming, outgoing, { scheme: 'https', port: httpsPort, idleTimeoutMs })));
  http.on('request', way.requested((incoming, outgoing) => {
    if (plain() === 'serves') return route(incoming, outgoing, { scheme: 'http', port: httpPort, idleTimeoutMs });
    return redirect(incoming, outgoing, httpsPort);
  }));
  const running = started.move();
  return { httpsPort, httpPort, stop: () => running.disposeAsync() };
}

/** `https://host:port/path`, the port always named. */
function redirect(incoming: IncomingMessage, outgoing: ServerResponse, httpsPort: number): void {
  const host = (incoming.headers.host ?? '').replace(/:\d+$/u, '');
  answerPage(outgoing, 301, { Location: `https://${host}:${httpsPort}${incoming.url ?? '/'}` });
}

function settle(server: Server, idleTimeoutMs: number): Server {
  server.keepAliveTimeout = idleTimeoutMs;
  server.on('clientError', (_, socket) => {
    const body = page(400);
    const headers = ['Server: awselb/2.0', 'Content-Type: text/html', `Content-Length: ${body.length}`, 'Connection: close'];
    if (socket.writable) socket.end(`${['HTTP/1.1 400 Bad Request', ...headers].join('\r\n')}\r\n\r\n${body}`);
  });
  return server;
}
