import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createRawServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import type { Balancing } from '../../../../local/lab/balancer/balancer.ts';
import { startBalancer } from '../../../../local/lab/balancer/balancer.ts';
import type { Exchange } from '../../../../local/lab/balancer/exchange.ts';
import type { Target } from '../../../../local/lab/balancer/rule.ts';
import { healthOf } from '../../../../local/lab/balancer/target-health.ts';
import type { Certificate } from '../../../../local/lab/certificate/authority.ts';
import { createAuthority } from '../../../../local/lab/certificate/authority.ts';
import { listen } from '../../../../local/lab/http/listen.ts';
import { holdRefusedPort } from '../../../../local/lab/http/refused-port.ts';
import type { Asked } from '../ask.ts';
import { ask } from '../ask.ts';

/** An application that tells what it was asked. */
export const echo: RequestListener = (incoming, outgoing) => {
  const parts: Buffer[] = [];
  incoming.on('data', (part: Buffer) => parts.push(part));
  const seen = { path: incoming.url, headers: incoming.headers };
  incoming.on('end', () => outgoing.end(JSON.stringify({ ...seen, body: Buffer.concat(parts).toString() })));
};

/** Load balancers and targets on real sockets for the tests of a file, gone after each. */
export const balancing = () => {
  let ca: string;
  let certificates: Readonly<Record<'a.test' | 'b.test', Certificate>>;
  beforeAll(async () => {
    const [from, to] = [Date.now() - 1000, Date.now() + 60_000];
    const authority = await createAuthority('test CA', from, to);
    ca = authority.pem;
    certificates = { 'a.test': await authority.issue(['a.test'], from, to), 'b.test': await authority.issue(['b.test'], from, to) };
  });

  /** What the load balancers of a test told of their requests. */
  const told: Exchange[] = [];
  beforeEach(() => { told.length = 0; });

  const open: { stop: () => Promise<void> }[] = [];
  afterEach(() => Promise.all(open.splice(0).map((one) => one.stop())));

  /** A load balancer in front of one group of these targets, which says how they are on `/health`; asks its listeners. */
  const inFrontOf = async (targets: readonly Target[] | (() => readonly Target[]), changes: Partial<Balancing> = {}) => {
    const group = typeof targets === 'function' ? targets : () => targets;
    const { httpsPort, httpPort, stop } = await startBalancer(certificates['a.test'], {
      listener: () => ({ rules: [], otherwise: { forward: 'group' }, targetGroups: { group: group() } }),
      health: (_, target) => healthOf(target, '/health'),
      network: () => ({}),
      certificate: async (name) => (name === 'b.test' ? createSecureContext(certificates['b.test']) : undefined),
      plain: () => 'redirects',
      idleTimeoutMs: 60_000,
      onExchange: (each) => told.push(each),
      ...changes,
    });
    open.push({ stop });
    return {
      get: (path = '/', asked: Asked = {}) => ask(`https://127.0.0.1:${httpsPort}${path}`, asked, { ca, servername: 'a.test' }),
      getPlain: (path = '/', asked: Asked = {}) => ask(`http://127.0.0.1:${httpPort}${path}`, asked),
      httpsPort, httpPort,
    };
  };

  const target = async (handle: RequestListener): Promise<Target> => {
    const server = await listen(createServer(handle));
    open.push(server);
    return { address: '127.0.0.1', port: server.port };
  };

  /** A target below HTTP. */
  const rawTarget = async (handle: (socket: Socket) => void): Promise<Target> => {
    const sockets = new Set<Socket>();
    const server = createRawServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      handle(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const stop = async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    };
    open.push({ stop });
    return { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
  };

  /** A target at which nothing listens. */
  const refusing = async (): Promise<Target> => {
    const refused = await holdRefusedPort();
    open.push(refused);
    return { address: '127.0.0.1', port: refused.port };
  };

  return { inFrontOf, target, rawTarget, refusing, told, /** The authority's certificate, PEM. */ trusted: () => ca };
};
