import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Certificate } from '../certificate/authority.ts';
import { listen } from '../http/listen.ts';
import type { Listening } from '../http/listen.ts';
import type { Front } from './forward.ts';
import { forward } from './forward.ts';
import { answerFixed, answerPage, page } from './page.ts';
import type { Listener, Target } from './rule.ts';
import { actionFor } from './rule.ts';

/**
 * The HTTPS listener of an application load balancer on 127.0.0.1. It reads `listener()` anew for every request. A client
 * that names a host without a certificate gets the first one, as on AWS.
 */
export async function startBalancer(
  certificates: Readonly<Record<string, Certificate>>,
  listener: () => Listener,
  idleTimeoutMs: number,
): Promise<Listening> {
  let turn = 0;
  const contexts = new Map(Object.entries(certificates).map(([name, one]) => [name, createSecureContext(one)]));
  const server = createHttpsServer({
    ...Object.values(certificates)[0],
    minVersion: 'TLSv1.2',
    SNICallback: (name, done) => done(null, contexts.get(name.toLowerCase())),
  });
  const listening = await listen(settle(server, idleTimeoutMs));
  const front: Front = { port: listening.port, idleTimeoutMs };
  server.on('request', (incoming, outgoing) => route(incoming, outgoing, listener(), front, (turn += 1)));
  return listening;
}

/** The plain listener that sends everybody to HTTPS: `https://host:port/path`, the port always named. */
export function startRedirect(httpsPort: number): Promise<Listening> {
  const server = createHttpServer((incoming, outgoing) => {
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

/** `turn` is the request's number: targets take turns, as round robin has it. */
function route(incoming: IncomingMessage, outgoing: ServerResponse, listener: Listener, front: Front, turn: number): void {
  const action = actionFor(listener, incoming.headers.host ?? '', incoming.url ?? '/');
  if ('fixed' in action) return answerFixed(outgoing, action);
  const now = Date.now();
  const registered = (listener.targetGroups[action.forward] ?? []).filter((target) => goneAt(target) > now);
  const ready = registered.filter(({ draining }) => draining === undefined);
  const target = ready[turn % ready.length];
  if (target !== undefined) return forward(incoming, outgoing, target, front);
  if (registered.length === 0) return answerPage(outgoing, 503);
  hang(outgoing, Math.max(...registered.map(goneAt)) - now, front.idleTimeoutMs);
}

const goneAt = ({ draining }: Target): number => draining?.goneAt ?? Infinity;

/** A draining target answers nothing any more: the request waits for the idle time-out, or for the target to go. */
function hang(outgoing: ServerResponse, leftMs: number, idleTimeoutMs: number): void {
  const timer = setTimeout(() => answerPage(outgoing, leftMs < idleTimeoutMs ? 502 : 504), Math.min(leftMs, idleTimeoutMs));
  outgoing.on('close', () => clearTimeout(timer));
}
