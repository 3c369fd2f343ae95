import type { Phase } from '../../checks/observation.ts';
import type { TargetReason } from '../../checks/reason.ts';

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

/** Of a login this is about the database; of a query it says nothing about who may log in. */
const lacksRight = '42501';

export interface ServerError { readonly code: string; readonly message: string }

/** The reason, and a sentence with the SQLSTATE, what the server said, and who tried; of a login (`firstByte`) or a query. */
export const serverFailure = (
  { code, message }: ServerError, who: string, phase: 'firstByte' | 'body',
): { readonly reason: TargetReason; readonly phase: Phase; readonly detail: string } => {
  const meaning = words[code] === undefined ? '' : ` (${words[code]})`;
  const reason = code === lacksRight && phase === 'firstByte' ? 'login-refused' : reasons[code] ?? 'server-error';
  return { reason, phase, detail: `SQLSTATE ${code}${meaning}: ${message}; ${who}` };
};
