import type { Phase } from '../../checks/observation.ts';
import type { TargetReason } from '../../checks/reason.ts';

type Reason = TargetReason | 'undecided';

/**
 * SQLSTATEs that a login or a simple query can meet, and what they say of the server.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const reasons: Readonly<Record<string, TargetReason>> = {
  '28P01': 'login-refused', '28000': 'login-refused',
  '3D000': 'database-missing',
  '53300': 'too-many-connections',
  '57P03': 'not-ready', '57P01': 'not-ready', '57P02': 'not-ready',
};

/** What the state means to somebody who does not know it by heart. */
const words: Readonly<Record<string, string>> = {
  '28P01': 'wrong password, or no such user', '28000': 'not admitted', '42501': 'lacks a right',
  '57P01': 'an administrator ended the session', '57P02': 'another session crashed', '57014': 'the query was cancelled, such as by a time limit',
};

/**
 * States that say more in words. The checker has no certificate of its own, so a server that wants one says nothing about the platform's task.
 * PgBouncer 1.18 has one state for everything. Source: PgBouncer 1.18 and PostgreSQL 15, asked.
 */
const byWords: readonly (readonly [code: string, said: RegExp, reason: Reason, meaning?: string])[] = [
  ['28000', /valid client certificate/, 'undecided', 'the checker has no certificate to log in with'],
  ['08P01', /^(?:password|SASL) authentication failed|^no such user/, 'login-refused', 'wrong password, or no such user'],
  ['08P01', /^database ".*" does not exist|^no such database/, 'database-missing'],
  ['08P01', /^no more connections allowed/, 'too-many-connections'],
];

/** Of a login this is about the database; of a query it says nothing about who may log in, nor that the task's own work needs such a right. */
const lacksRight = '42501';

export interface ServerError { readonly code: string; readonly message: string }

/** The reason, and a sentence with the SQLSTATE, what the server said, and who tried; of a login (`firstByte`) or a query. */
export const serverFailure = (
  { code, message }: ServerError, who: string, phase: 'firstByte' | 'body',
): { readonly reason: Reason; readonly phase: Phase; readonly detail: string } => {
  const [, , plain, inWords] = byWords.find(([state, said]) => phase === 'firstByte' && state === code && said.test(message)) ?? [];
  const meaning = inWords ?? words[code];
  const right: Reason = phase === 'firstByte' ? 'login-refused' : 'undecided';
  const reason = plain ?? (code === lacksRight ? right : reasons[code] ?? 'server-error');
  return { reason, phase, detail: `SQLSTATE ${code}${meaning === undefined ? '' : ` (${meaning})`}: ${message}; ${who}` };
};
