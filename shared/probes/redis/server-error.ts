import type { Failure, Phase } from '../../checks/observation.ts';
import type { TargetReason } from '../../checks/reason.ts';

const withoutPassword = 'a password is described, and it has none';

/** How errors begin, and what they say of the server. Sources: Redis documentation, AUTH; Redis's own acl.c, server.c and networking.c. */
const known: readonly (readonly [beginning: RegExp, reason: TargetReason | 'undecided', meaning?: string])[] = [
  [/^NOAUTH /, 'login-refused', 'it asks for a password, and none is described'],
  [/^WRONGPASS /, 'login-refused'],
  [/^ERR invalid password/, 'login-refused'],
  [/^ERR AUTH <password> called without any password/, 'login-refused', withoutPassword],
  [/^ERR Client sent AUTH, but no password/, 'login-refused', withoutPassword],
  [/^DENIED /, 'login-refused', 'it admits only who is on its own machine'],
  [/^ERR max number of clients/, 'too-many-connections'],
  [/^(?:LOADING|MASTERDOWN) /, 'not-ready'],
  // Its own work may need no such right.
  // Its password goes to the described host only, so nobody follows.
  [/^(?:MOVED|ASK) /, 'undecided', 'that node of its cluster keeps the key, and is the one to describe'],
  // A hardened server has some under other names; one that knows no AUTH cannot be logged in to.
  [/^ERR unknown command .(?!AUTH\b)/i, 'undecided', 'it does not have the command, or not under this name'],
  [/^NOPERM /, 'undecided', 'the user lacks a right that the check needs'],
];

/** What an error of the server says, in its own words. */
export const serverFailure = (message: string, phase: Phase | undefined): Failure => {
  const [, reason, meaning] = known.find(([beginning]) => beginning.test(message)) ?? [undefined, 'server-error' as const];
  const detail = `The server says "${message}"${meaning === undefined ? '' : `: ${meaning}`}.`;
  return { reason, ...(phase === undefined ? {} : { phase }), detail };
};
