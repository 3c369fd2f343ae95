import { getServers, lookup } from 'node:dns/promises';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { patiently } from './patiently.ts';
import { records } from './records.ts';
import type { RecordName } from './records.ts';
import { whyUnreachable } from './unreachable.ts';
import { unresolved } from './unresolved.ts';
import type { Unresolved } from './unresolved.ts';

/** What a name resolves to, in the text form of the record type; `ttl` (seconds) is the smallest, where the type carries one. */
export interface Resolved {
  readonly ok: true;
  readonly values: readonly string[];
  readonly ttl?: number;
  /** Who knew it, where that is not the name server that was asked. */
  readonly server?: string;
}

/** Whom to ask: `ip` or `ip:port` (`[ip]:port` for IPv6), by default the servers of the system; given up when the signal aborts. */
export interface Asking { readonly server?: string; readonly signal: AbortSignal }

/** `address`: a host has one where it has an A or an AAAA record. */
export type RecordType = 'address' | RecordName;
export const recordTypes: readonly RecordType[] = ['address', ...Object.keys(records) as readonly RecordName[]];

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

const ask = async (name: string, type: RecordName, { server = '', signal }: Asking): Promise<Resolved | Unresolved> => {
  try {
    const found = await patiently(signal, records[type], { name, server });
    // Such as an alias alone: the name is there, the record is not.
    return found.values.length === 0 ? unresolved(name, server, 'ENODATA') : { ok: true, ...found };
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ECONNREFUSED') return unresolved(name, server, code);
    return unresolved(name, server, await whyUnreachable(name, type, server === '' ? getServers()[0] ?? '127.0.0.1' : server, signal));
  }
};

/** The addresses of both families. What is wrong with one of them counts only where the other has none. */
const eitherOf = (v4: Resolved | Unresolved, v6: Resolved | Unresolved): Resolved | Unresolved => {
  if (!v4.ok) return v6.ok || v4.reason === 'dns-no-data' ? v6 : v4;
  if (!v6.ok) return v4;
  return { ok: true, values: [...v4.values, ...v6.values], ttl: Math.min(v4.ttl ?? Infinity, v6.ttl ?? Infinity) };
};

/**
 * Asks a name server. An answer without records is `dns-no-data`; one that does not come before the abort is `dns-timeout`; a server that
 * cannot be reached is `resolver`.
 */
export const resolve = async (name: string, type: RecordType, asking: Asking): Promise<Resolved | Unresolved> =>
  (type === 'address' ? eitherOf(...await Promise.all([ask(name, 'A', asking), ask(name, 'AAAA', asking)])) : ask(name, type, asking));

/** What getaddrinfo(3) says of a server that fails and of one that is not there alike. */
const temporary = 'EAI_AGAIN';

/** Which of the two it is. An answer that comes now, after all, does not undo the failure. */
const whyNot = async (name: string, signal: AbortSignal): Promise<Unresolved> => {
  const again = await resolve(name, 'A', { signal });
  return again.ok ? unresolved(name, '', temporary) : again;
};

/** What getaddrinfo(3) calls a name that nobody knows may be one that it could open no file and no socket for. */
const whyUnknown = (code: string | undefined): string | undefined => {
  try {
    closeSync(openSync(devNull, 'r'));
    return code;
  } catch (error) {
    const instead = codeOf(error);
    return instead === 'EMFILE' || instead === 'ENFILE' ? instead : code;
  }
};

/** As the system resolves names (hosts file and all). It cannot be cancelled: at the abort its answer is no longer waited for. */
export const systemLookup = (name: string, signal: AbortSignal, family: 0 | 4 | 6 = 0): Promise<Resolved | Unresolved> =>
  new Promise((settle) => {
    const end = (result: Resolved | Unresolved) => {
      signal.removeEventListener('abort', giveUp);
      settle(result);
    };
    const giveUp = () => end(unresolved(name, '', 'ETIMEOUT'));
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp);
    lookup(name, { all: true, family, order: 'ipv4first' }).then(
      (found) => end({ ok: true, values: found.map(({ address }) => address) }),
      (error: unknown) => {
        const code = codeOf(error);
        if (code === temporary) void whyNot(name, signal).then(end);
        else end(unresolved(name, '', whyUnknown(code)));
      },
    );
  });

/** The addresses to try, in order. From a described server the IPv4 ones, the IPv6 ones only where there is none. */
export const addressesOf = async (name: string, { server, signal }: Asking): Promise<Resolved | Unresolved> => {
  if (server === undefined) return systemLookup(name, signal);
  const v4 = await resolve(name, 'A', { server, signal });
  return v4.ok || v4.reason !== 'dns-no-data' ? v4 : resolve(name, 'AAAA', { server, signal });
};
