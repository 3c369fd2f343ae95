import { isIP, isIPv6, connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { NoAnswer } from '../../mlflow/call.ts';
import type { Failure } from '../../checks/observation.ts';
import type { Dialling } from '../dial/dial.ts';
import { connectFailure } from '../dial/failures.ts';
import { addressesOf } from '../dial/resolve.ts';
import { secureContext } from '../dial/trust.ts';
import { isLoopback } from '../http/key.ts';
import { authorityOf } from '../http/visit.ts';

export interface Reaching extends Dialling {
  readonly base: URL;
  readonly hasKey: boolean;
  /** Told each `ip:port` that is tried. */
  readonly tried: (address: string) => void;
}

const keyRefused: Failure = {
  reason: 'credential', phase: 'connect', detail: 'The key was not sent: the connection to another machine is not encrypted.',
};

const triesNext: ReadonlySet<Failure['reason']> = new Set<Failure['reason']>(['connect-refused', 'connect-unreachable', 'connect-reset']);

const socketTo = (ip: string, port: number, { base, network, stopwatch }: Reaching): { readonly socket: Socket; readonly ready: string } => {
  if (base.protocol !== 'https:') return { socket: connectTcp({ host: ip, port, noDelay: true }), ready: 'connect' };
  const name = authorityOf(base).host.replace(/\.$/, '');
  const options: ConnectionOptions & { readonly noDelay: boolean } = {
    host: ip, port, noDelay: true, ALPNProtocols: ['http/1.1'], secureContext: secureContext(network.ca),
    // RFC 6066, 3: no address as a server name. The certificate is then verified for the address.
    ...(isIP(name) === 0 ? { servername: name } : {}),
  };
  const socket = connectTls(options);
  return { socket: socket.once('connect', () => stopwatch.enter('tls')), ready: 'secureConnect' };
};

const open = (ip: string, port: number, reaching: Reaching): Promise<Socket | Failure> => new Promise((settle) => {
  const { signal, stopwatch } = reaching;
  const address = isIPv6(ip) ? `[${ip}]:${port}` : `${ip}:${port}`;
  reaching.tried(address);
  stopwatch.enter('connect');
  if (reaching.hasKey && reaching.base.protocol !== 'https:' && !isLoopback(address)) return settle(keyRefused);
  const { socket, ready } = socketTo(ip, port, reaching);
  const fail = (error?: NodeJS.ErrnoException) => {
    signal.removeEventListener('abort', giveUp);
    settle(connectFailure(stopwatch.phase, address, error));
    socket.destroy();
  };
  const giveUp = () => fail();
  socket.on('error', fail).once(ready, () => {
    signal.removeEventListener('abort', giveUp);
    socket.off('error', fail);
    settle(socket);
  });
  if (signal.aborted) giveUp();
  else signal.addEventListener('abort', giveUp);
});

/**
 * A verified connection for a client of its own, made as every probe makes one: name by the described server, the described authorities,
 * the addresses in order while they refuse, no key over an unencrypted one. Throws NoAnswer.
 */
export const reach = async (reaching: Reaching): Promise<Socket> => {
  const { host, port } = authorityOf(reaching.base);
  let addresses: readonly string[] = [host];
  if (isIP(host) === 0) {
    const { signal, stopwatch, network: { resolver: server } } = reaching;
    stopwatch.enter('dns');
    const found = await addressesOf(host, { signal, ...(server === undefined ? {} : { server }) });
    if (!found.ok) throw new NoAnswer({ reason: found.reason, phase: 'dns', detail: found.detail });
    addresses = found.values;
  }
  for (const [index, ip] of addresses.entries()) {
    const opened = await open(ip, port, reaching);
    if (!('reason' in opened)) return opened;
    if (!triesNext.has(opened.reason) || index === addresses.length - 1) throw new NoAnswer(opened);
  }
  throw new NoAnswer({ reason: 'dns-no-data', phase: 'dns', detail: `${host} has no address.` });
};
