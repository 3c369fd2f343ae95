import type { CheckerReason, TargetReason } from '../../checks/reason.ts';

export interface Unresolved { readonly ok: false; readonly reason: TargetReason | CheckerReason; readonly detail: string }

/**
 * Codes of `node:dns`, of getaddrinfo(3), and of a socket's errors; everything else is a server that answered with a failure or with
 * nonsense. ECONNREFUSED says that no server could be reached at all.
 */
const reasonOf: Readonly<Record<string, Unresolved['reason']>> = {
  ENOTFOUND: 'dns-not-found', EBADNAME: 'dns-not-found', ENODATA: 'dns-no-data', EREFUSED: 'dns-refused',
  ETIMEOUT: 'dns-timeout', ECANCELLED: 'dns-timeout', ECONNREFUSED: 'resolver', EHOSTUNREACH: 'resolver', EHOSTDOWN: 'resolver',
  EMFILE: 'checker-error', ENFILE: 'checker-error', ENOBUFS: 'checker-error', ENOMEM: 'checker-error',
  EAI_MEMORY: 'checker-error', EAI_SYSTEM: 'checker-error',
};

/** Why there is no answer from `server` (the system's, where that is empty). */
export const unresolved = (name: string, server: string, code = 'unknown error'): Unresolved => {
  const whom = server === '' ? "this machine's name server" : `the name server ${server}`;
  const because = (reason: Unresolved['reason'], detail: string): Unresolved => ({ ok: false, reason, detail });
  if (code === 'answers') return because('checker-error', `It could not be asked for ${name}, but ${whom} answers: no socket was free just then`);
  if (code === 'cut-short') {
    return because('dns-server-failure', `The answer for ${name} is cut short, and ${whom} takes no TCP connection for the whole of it`);
  }
  const reason = reasonOf[code] ?? 'dns-server-failure';
  if (reason === 'resolver') return because(reason, `Nothing answers at ${whom}, asked for ${name}: ${code}`);
  if (reason === 'checker-error') return because(reason, `${name} could not be looked up: ${code}`);
  return because(reason, `${name} does not resolve: ${reason === 'dns-timeout' ? 'no answer in time' : code}`);
};
