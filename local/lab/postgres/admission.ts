import type { PostgresSettings } from './settings.ts';
import type { Refusal } from './wire.ts';

/** Who wants in where. */
export interface Applicant { readonly user: string; readonly database: string; readonly encrypted: boolean; readonly address: string }
/** Sessions that this server has itself. */
export interface Sessions { readonly all: number; readonly ofUser: number }

const fatal = (code: string, message: string): Refusal => ({ severity: 'FATAL', code, message });

/** Kept back for those who repair it. */
const reserved = 3;
const reservedText = ({ version }: PostgresSettings): string =>
  (Number.parseInt(version) >= 16 ? 'roles with the SUPERUSER attribute' : 'non-replication superuser connections');

/** What a server refuses before it asks for a password, in the order in which the real one looks. */
export const refusedAtOnce = (settings: PostgresSettings, applicant: Applicant, { all }: Sessions): Refusal | undefined => {
  const { startingUp, used, maxConnections, rejected, requireTls } = settings;
  const { user, database, encrypted, address } = applicant;
  const whom = `for host "${address}", user "${user}", database "${database}", ${encrypted ? 'SSL encryption' : 'no encryption'}`;
  if (startingUp) return fatal('57P03', 'the database system is starting up');
  if (used + all >= maxConnections) return fatal('53300', 'sorry, too many clients already');
  if (rejected.includes(user)) return fatal('28000', `pg_hba.conf rejects connection ${whom}`);
  if (requireTls && !encrypted) return fatal('28000', `no pg_hba.conf entry ${whom}`);
  return undefined;
};

/** The same words for a wrong password as for a user that there is not. */
export const wrongPassword = (user: string): Refusal => fatal('28P01', `password authentication failed for user "${user}"`);

/** What it refuses once it knows who it is. */
export const refusedAfterwards = (settings: PostgresSettings, { user, database }: Applicant, { all, ofUser }: Sessions): Refusal | undefined => {
  const role = settings.roles[user];
  if (role?.login !== true) return fatal('28000', `role "${user}" is not permitted to log in`);
  if (ofUser >= (role.connectionLimit ?? Infinity)) return fatal('53300', `too many connections for role "${user}"`);
  if (settings.used + all >= settings.maxConnections - reserved) {
    return fatal('53300', `remaining connection slots are reserved for ${reservedText(settings)}`);
  }
  if (!Object.hasOwn(settings.databases, database)) return fatal('3D000', `database "${database}" does not exist`);
  if (role.denied?.includes(database)) return fatal('42501', `permission denied for database "${database}"`);
  return undefined;
};
