import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { SecureContext } from 'node:tls';
import type { Certificate } from '../certificate/authority.ts';
import { listen } from '../http/listen.ts';
import type { Listening } from '../http/listen.ts';
import { choiceFor, hangingStatus } from './choice.ts';
import { follow } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import type { Front } from './forward.ts';
import { forward } from './forward.ts';
import { answerFixed, answerPage, page } from './page.ts';
import { disturb, loses } from './network.ts';
import type { NetworkSettings } from './network.ts';
import type { Listener } from './rule.ts';

/** What a balancer reads anew for every connection and request. */
export interface Balancing {
  readonly listener: () => Listener;
  readonly network: () => NetworkSettings;
  /** The certificate for a host name; undefined where it has none. */
  readonly certificate: (name: string) => Promise<SecureContext | undefined>;
  /** Milliseconds. */
  readonly idleTimeoutMs: number;
  /** Told of every request but those of plain HTTP that are redirected, as its answer begins. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/**
 * The HTTPS listener of an application load balancer on 127.0.0.1. A client that names a host without a certificate, or none, is shown
 * the default one, as on AWS.
 */
export async function startBalancer(
  otherwise: Certificate, { listener, network, certificate, idleTimeoutMs, onExchange }: Balancing,
): Promise<Listening> {
  let [requests, connections] = [0, 0];
  const server = createHttpsServer({
    ...otherwise,
    minVersion: 'TLSv1.2',
    SNICallback: (name, done) => { certificate(name.toLowerCase()).then((found) => done(null, found), done); },
  });
  server.on('connection', (socket) => {
    if (loses(network(), connections)) socket.destroy();
    connections += 1;
  });
  const listening = await listen(settle(server, idleTimeoutMs));
  const front = { port: listening.port, idleTimeoutMs, onExchange };
  server.on('request', (incoming, outgoing) => {
    const { latencyMs = 0, ...disturbed } = network();
    const answer = () => {
      disturb(outgoing, disturbed, incoming.socket);
      route(incoming, outgoing, listener(), front, (requests += 1));
    };
    if (latencyMs === 0) answer();
    else setTimeout(answer, latencyMs);
  });
  return listening;
}

/** The plain listener: sends everybody to HTTPS, `https://host:port/path`, the port always named; or serves like the other. */
export function startPlain(
  httpsPort: number, { listener, idleTimeoutMs, onExchange }: Balancing, does: () => 'redirects' | 'serves',
): Promise<Listening> {
  const front = { port: httpsPort, idleTimeoutMs, onExchange };
  const server = createHttpServer((incoming, outgoing) => {
    if (does() === 'serves') return route(incoming, outgoing, listener(), front, 0);
    const host = (incoming.headers.host ?? '').replace(/:\d+$/u, '');
    answerPage(outgoing, 301, { Location: `https://${host}:${httpsPort}${incoming.url ?? '/'}` });
  });
  return listen(settle(server, 60_000));
}

function settle<S extends Server>(server: S, idleTimeoutMs: number): S {
  server.keepAliveTimeout = idleTimeoutMs;
  server.on('clientError', (_, socket) => {
    const body = page(400);
    const headers = ['Server: awselb/2.0', 'Content-Type: text/html', `Content-Length: ${body.length}`, 'Connection: close'];
    if (socket.writable) socket.end(`${['HTTP/1.1 400 Bad Request', ...headers].join('\r\n')}\r\n\r\n${body}`);
  });
  return server;
}

interface Watched extends Front { readonly onExchange: Balancing['onExchange'] }

function route(incoming: IncomingMessage, outgoing: ServerResponse, listener: Listener, front: Watched, turn: number): void {
  const choice = choiceFor(listener, { host: incoming.headers.host ?? '', path: incoming.url ?? '/' }, Date.now(), turn);
  const group = 'group' in choice && !('targets' in choice) ? choice.group : undefined;
  const tell = follow(outgoing, front.onExchange, () => group);
  if ('fixed' in choice) {
    tell('balancer', choice.fixed.status);
    return answerFixed(outgoing, choice);
  }
  if ('targets' in choice) {
    tell('balancer', 503);
    return answerPage(outgoing, 503);
  }
  if ('target' in choice) return forward(incoming, outgoing, choice.target, front, (by, status) => tell(by, status, group));
  hang(outgoing, choice.hangsMs, front.idleTimeoutMs, (status) => tell('balancer', status, group));
}

function hang(outgoing: ServerResponse, leftMs: number, idleTimeoutMs: number, tell: (status: number) => void): void {
  const timer = setTimeout(() => {
    const status = hangingStatus(leftMs, idleTimeoutMs);
    tell(status);
    answerPage(outgoing, status);
  }, Math.min(leftMs, idleTimeoutMs));
  outgoing.on('close', () => clearTimeout(timer));
}
