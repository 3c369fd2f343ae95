import { isIP, isIPv6 } from 'node:net';
import type { CertificateFacts, Failure, Observation } from '../../checks/observation.ts';
import type { Reason } from '../../checks/reason.ts';
import { connect } from './connect.ts';
import type { Connection, Endpoint, Secure } from './connect.ts';
import { connectFailure } from './failures.ts';
import { hasWay } from './own-fault.ts';
import { addressesOf } from './resolve.ts';
import type { Stopwatch } from './stopwatch.ts';
import { secureContext } from './trust.ts';

/** Where to: a name or an address (IPv6 without brackets), and with which name inside TLS (by default the host's own). */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly tls?: {
    readonly servername?: string;
    /** What is spoken inside (RFC 7301); HTTP/1.1 unless given. */
    readonly protocol?: string;
  };
}

/** How: over which network, until when, and whose time it takes. */
export interface Dialling {
  readonly network: { readonly resolver?: string; readonly ca?: string };
  readonly signal: AbortSignal;
  readonly stopwatch: Stopwatch;
}

/** A verified connection. Its user closes it (`socket.destroy()`) and goes on with the stopwatch. `address` is `ip:port`. */
export interface Dialled extends Connection { readonly address: string }

/** No connection, and all that was seen on the way; the stopwatch is stopped. */
export interface NotDialled { readonly ok: false; readonly observation: Observation & { readonly failure: Failure } }

/** Whom clients try the next address after. A connection that times out has used up the time for others. */
const triesNext: ReadonlySet<Reason> = new Set<Reason>(['connect-refused', 'connect-unreachable', 'connect-reset', 'network']);
const aboutCertificate: ReadonlySet<Reason> =
  new Set<Reason>(['tls-expired', 'tls-not-yet-valid', 'tls-name-mismatch', 'tls-untrusted']);

export const secureOf = ({ host, tls }: Destination, ca: string | undefined): { readonly secure?: Secure } => {
  if (tls === undefined) return {};
  const { servername = host, protocol = 'http/1.1' } = tls;
  const name = servername.replace(/\.$/, '');
  // RFC 6066, 3: no address as a server name. The certificate is then verified for the address.
  return { secure: { ...(isIP(name) === 0 ? { servername: name } : {}), context: secureContext(ca), verify: true, protocol } };
};

/** What a server presents whose certificate is bad: from a second connection, over which nothing is sent. */
export const lookAtCertificate = async (to: Endpoint, signal: AbortSignal): Promise<CertificateFacts | undefined> => {
  if (to.secure === undefined) return undefined;
  const look = await connect({ ...to, secure: { ...to.secure, verify: false } }, signal, () => {});
  if (!look.ok) return undefined;
  look.socket.destroy();
  return look.certificate?.();
};

/** Why there is no connection to `address`; of a bad certificate with its facts, for which the server is looked at again. */
export const notDialled = async (
  failure: Failure, address: string, stopwatch: Stopwatch, look: () => Promise<CertificateFacts | undefined>,
): Promise<NotDialled> => {
  const timings = stopwatch.stop();
  const certificate = aboutCertificate.has(failure.reason) ? await look() : undefined;
  return { ok: false, observation: { ...timings, address, failure, ...(certificate === undefined ? {} : { certificate }) } };
};

/**
 * Resolves a name, connects and, where asked, does the TLS handshake with full verification. The addresses are tried in order
 * while they refuse. Never throws for a target's failure; ends at once, with the reason of its phase, when the signal aborts.
 */
export const dial = async (to: Destination, { network, signal, stopwatch }: Dialling): Promise<Dialled | NotDialled> => {
  const secure = secureOf(to, network.ca);
  let addresses: readonly string[] = [to.host];
  if (isIP(to.host) === 0) {
    stopwatch.enter('dns');
    const { resolver: server } = network;
    const found = await addressesOf(to.host, { signal, ...(server === undefined ? {} : { server }) });
    if (!found.ok) {
      const { reason, detail } = found;
      return { ok: false, observation: { ...stopwatch.stop(), failure: { reason, phase: 'dns', detail } } };
    }
    addresses = found.values;
  }
  let refused: { readonly address: string; readonly failure: Failure } | undefined;
  for (const [index, ip] of addresses.entries()) {
    const endpoint = { address: ip, port: to.port, ...secure };
    const address = isIPv6(ip) ? `[${ip}]:${to.port}` : `${ip}:${to.port}`;
    stopwatch.enter('connect');
    const connection = await connect(endpoint, signal, () => stopwatch.enter('tls'));
    if (connection.ok) return { ...connection, address };
    const { error } = connection;
    const failure = connectFailure(stopwatch.phase, address, error, await hasWay(ip, to.port, error?.code));
    // That this machine has no way to one of the addresses does not excuse what another one did.
    if (refused === undefined || failure.reason !== 'network') refused = { address, failure };
    if (triesNext.has(failure.reason) && index < addresses.length - 1) continue;
    return notDialled(refused.failure, refused.address, stopwatch, () => lookAtCertificate(endpoint, signal));
  }
  const failure: Failure = { reason: 'dns-no-data', phase: 'dns', detail: `${to.host} has no address.` };
  return { ok: false, observation: { ...stopwatch.stop(), failure } };
};
