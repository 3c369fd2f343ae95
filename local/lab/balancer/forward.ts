import { request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tell } from './exchange.ts';
import { answerPage } from './page.ts';
import type { Target } from './rule.ts';

/** The listener that a forwarded request came through. */
export interface Front {
  readonly scheme: 'https' | 'http';
  readonly port: number;
  /** Milliseconds without a byte from the target after which it has not answered. */
  readonly idleTimeoutMs: number;
}

/**
 * Streams a request to a target and its answer back, each with its own framing. A target that refuses, resets or breaks the
 * protocol is a 502, a silent one a 504; after the answer's head has gone out, the client's connection is cut.
 */
export function forward(incoming: IncomingMessage, outgoing: ServerResponse, target: Target, front: Front, tell: Tell): void {
  const upstream = request({
    host: target.address,
    port: target.refusedAt ?? target.port,
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: requestHeaders(incoming, front),
    agent: false,
  });
  const fail = (status: 502 | 504) => {
    tell('balancer', status);
    if (outgoing.headersSent) outgoing.destroy();
    else answerPage(outgoing, status);
  };
  upstream.setTimeout(front.idleTimeoutMs, () => {
    fail(504);
    upstream.destroy();
  });
  upstream.on('error', () => {
    if (!outgoing.writableEnded) fail(502);
  });
  upstream.on('response', (response) => {
    tell('target', response.statusCode ?? 502);
    outgoing.writeHead(response.statusCode ?? 502, response.statusMessage, endToEnd(response.rawHeaders).flat());
    response.on('error', () => outgoing.destroy()).pipe(outgoing);
  });
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade']);

function endToEnd(raw: readonly string[]): [name: string, value: string][] {
  const pairs = raw.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));
  return pairs.filter(([name]) => !hopByHop.has(name.toLowerCase()));
}

function requestHeaders(incoming: IncomingMessage, { scheme, port }: Front): string[] {
  const replaced = new Set(['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-port']);
  const before = incoming.headers['x-forwarded-for'];
  const client = incoming.socket.remoteAddress ?? '';
  const unframed = incoming.headers['content-length'] === undefined && incoming.headers['transfer-encoding'] === undefined;
  return [
    ...endToEnd(incoming.rawHeaders).filter(([name]) => !replaced.has(name.toLowerCase())),
    ['X-Forwarded-For', before === undefined ? client : `${String(before)}, ${client}`],
    ['X-Forwarded-Proto', scheme],
    ['X-Forwarded-Port', String(port)],
    ...(unframed && incoming.method !== 'GET' && incoming.method !== 'HEAD' ? [['Content-Length', '0']] : []),
    ['Connection', 'close'],
  ].flat();
}
