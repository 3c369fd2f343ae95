import { hostsFile } from '../../checks/observation.ts';
import type { Reason } from '../../checks/reason.ts';
import { resolve, systemLookup } from './resolve.ts';
import type { RecordType, Resolved } from './resolve.ts';
import type { Unresolved } from './unresolved.ts';

/** What a hosts file can hold. */
const families: Partial<Readonly<Record<RecordType, 0 | 4 | 6>>> = { address: 0, A: 4, AAAA: 6 };

/** Of a server that fails or is slow nobody knows what it would have said: a second answer must not undo the failure. */
const unknownToDns: ReadonlySet<Reason> = new Set<Reason>(['dns-not-found', 'dns-no-data', 'resolver', 'network']);

/** A name that DNS does not know may stand in this machine's hosts file, where a connection to it finds it. */
export const orInHostsFile = async (
  failed: Unresolved, name: string, type: RecordType, signal: AbortSignal,
): Promise<Resolved | Unresolved> => {
  const family = families[type];
  if (family === undefined || !unknownToDns.has(failed.reason)) return failed;
  const found = await systemLookup(name, signal, family);
  return found.ok ? { ...found, server: hostsFile } : failed;
};

/** Asks this machine's own name server, and then its hosts file. */
export const resolveHere = async (name: string, type: RecordType, signal: AbortSignal): Promise<Resolved | Unresolved> => {
  const found = await resolve(name, type, { signal });
  return found.ok ? found : orInHostsFile(found, name, type, signal);
};
