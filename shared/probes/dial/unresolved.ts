import type { CheckerReason, TargetReason } from '../../checks/reason.ts';
import { ownFault } from './own-fault.ts';

export interface Unresolved { readonly ok: false; readonly reason: TargetReason | CheckerReason; readonly detail: string }

/**
 * Codes of `node:dns`, of getaddrinfo(3), and of a socket that cannot reach a server; everything else is a server that answered with a
 * failure or with nonsense. ECONNREFUSED says that no server could be reached at all.
 */
const reasonOf: Readonly<Record<string, Unresolved['reason']>> = {
  ENOTFOUND: 'dns-not-found', EBADNAME: 'dns-not-found', ENODATA: 'dns-no-data', EREFUSED: 'dns-refused',
  ETIMEOUT: 'dns-timeout', ECANCELLED: 'dns-timeout', ECONNREFUSED: 'resolver', EHOSTUNREACH: 'resolver', EHOSTDOWN: 'resolver',
  EAI_MEMORY: 'checker-error', EAI_SYSTEM: 'checker-error',
};

/** Why there is no answer from `server` (the system's, where that is empty). */
export const unresolved = (name: string, server: string, code = 'unknown error'): Unresolved => {
  const whom = server === '' ? "this machine's name server" : `the name server ${server}`;
  const because = (reason: Unresolved['reason'], detail: string): Unresolved => ({ ok: false, reason, detail });
  if (code === 'answers') {
    return because('checker-error', `${name} could not be looked up: no socket was free just then, though ${whom} answers`);
  }
  if (code === 'cut-short') {
    return because('dns-server-failure', `The answer for ${name} is cut short, and ${whom} takes no TCP connection for the whole of it`);
  }
  const own = ownFault(code);
  if (own !== undefined) return because(own, `${name} could not be looked up: ${code}`);
  const reason = reasonOf[code] ?? 'dns-server-failure';
  if (reason === 'resolver') return because(reason, `Nothing answers at ${whom}, asked for ${name}: ${code}`);
  return because(reason, `${name} does not resolve: ${reason === 'dns-timeout' ? 'no answer in time' : code}`);
};
