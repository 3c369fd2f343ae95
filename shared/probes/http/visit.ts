import { isUtf8 } from 'node:buffer';
import type { Failure, HttpResponse, Observation } from '../../checks/observation.ts';
import { dial } from '../dial/dial.ts';
import type { Dialled, Dialling } from '../dial/dial.ts';
import { decodeBody } from './decode.ts';
import { exchange } from './exchange.ts';
import type { Exchanged } from './exchange.ts';
import type { Head } from './head.ts';
import { idleKey, keptMs, leaveIdle, takeIdle } from './idle.ts';
import { isLoopback } from './key.ts';
import { requestOf } from './request.ts';
import type { Hop, Key } from './request.ts';

export interface Visiting extends Dialling {
  readonly key: Key | undefined;
  readonly maxBytes: number;
  /** Where earlier hops led. */
  readonly redirects: readonly string[];
}

/** What one hop showed, without its time; `head` where the answer is complete and could be a redirect. */
export interface Visited { readonly seen: Omit<Observation, 'phases' | 'totalMs'>; readonly head?: Head }

/** Host without the brackets of IPv6, and port, of an HTTP address. */
export const authorityOf = ({ hostname, port, protocol }: URL): { readonly host: string; readonly port: number } => ({
  host: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
  port: Number(port || (protocol === 'https:' ? 443 : 80)),
});

const keyRefused: Failure = {
  reason: 'credential', phase: 'connect', detail: 'The key was not sent: the connection to another machine is not encrypted.',
};

/** How much is kept of a body whose coding cannot be undone, where it is text: usually it was sent as it is under a wrong name. */
const evidenceBytes = 512;

const evidenceOf = (body: Buffer): Pick<Failure, 'evidence'> => (isUtf8(body) ? { evidence: body.toString('utf8', 0, evidenceBytes) } : {});

/** The body without its content coding. Nothing of it where it was cut short or cannot be undone: the rest would mean nothing. */
const decoded = ({ head, body, failure }: Exchanged, maxBytes: number): { readonly body: Buffer; readonly failure?: Failure } => {
  const plain = head === undefined ? body : decodeBody(head.headers, body, maxBytes);
  if (Buffer.isBuffer(plain)) return { body: plain, ...(failure && { failure }) };
  return { body: Buffer.alloc(0), failure: failure ?? { ...plain, phase: 'body', ...evidenceOf(body) } };
};

/** RFC 9110, 9.2.2: what can be asked again without being done twice. */
const idempotent: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** Whether the connection ended before any byte of an answer came: nobody may have read the request. */
const unanswered = (failure: Failure | undefined): boolean =>
  (failure?.reason === 'closed-early' || failure?.reason === 'tls-handshake') && failure.evidence === undefined;

/** Sends a hop's request over a connection and reads the answer. A key is not sent unencrypted except inside this machine. */
const ask = async (hop: Hop, over: Dialled, visiting: Visiting, keep: (() => void) | undefined): Promise<Visited> => {
  const { signal, stopwatch, key, maxBytes, redirects } = visiting;
  const { address } = over;
  if (key !== undefined && hop.url.protocol !== 'https:' && !isLoopback(address)) {
    over.socket.destroy();
    return { seen: { address, failure: keyRefused } };
  }
  const { outgoing, shown } = requestOf(hop, key);
  const exchanged = await exchange(over, outgoing, { maxBytes, signal, stopwatch, ...(keep && { keep }) });
  const certificate = over.certificate?.();
  const seen = { address, request: shown, ...(certificate && { certificate }) };
  const { head } = exchanged;
  if (head === undefined) return { seen: { ...seen, ...(exchanged.failure && { failure: exchanged.failure }) } };
  const { body, failure } = decoded(exchanged, maxBytes);
  const { status, statusText, headers } = head;
  const response: HttpResponse = { url: hop.url.href, status, statusText, headers, body, wireBytes: exchanged.body.length, redirects };
  return failure === undefined ? { seen: { ...seen, response }, head } : { seen: { ...seen, response, failure } };
};

/**
 * Visits one hop: over a new connection, or where it reuses, over one that was left open. One that turns out to have been closed is
 * replaced by a new one where the request can be repeated; the time it took counts.
 */
export const visit = async (hop: Hop, visiting: Visiting): Promise<Visited> => {
  const { network } = visiting;
  const idle = hop.reuse === true ? idleKey(hop.url, network) : undefined;
  const keeping = (connection: Dialled, until: number) =>
    (idle === undefined ? undefined : () => leaveIdle(idle, { connection, until }, performance.now()));
  const kept = idle === undefined ? undefined : takeIdle(idle, performance.now());
  if (kept !== undefined) {
    const { seen, ...rest } = await ask(hop, kept.connection, visiting, keeping(kept.connection, kept.until));
    if (!unanswered(seen.failure) || !idempotent.has(hop.method)) return { seen: { ...seen, reused: true }, ...rest };
  }
  const dialled = await dial({ ...authorityOf(hop.url), ...(hop.url.protocol === 'https:' && { tls: {} }) }, visiting);
  return dialled.ok ? ask(hop, dialled, visiting, keeping(dialled, performance.now() + keptMs)) : { seen: dialled.observation };
};
