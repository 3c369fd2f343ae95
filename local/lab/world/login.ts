import { refusedAfterwards, refusedAtOnce } from '../postgres/admission.ts';
import type { Settings, TaskSettings } from '../settings.ts';
import { databaseName } from '../settings.ts';

const alone = { all: 0, ofUser: 0 };

/**
 * Whether the database, while it is up, lets a task in with what its secret holds, by the rules of its own server. One that goes down
 * ends no task that runs.
 */
export const databaseAdmits = ({ secrets, ...settings }: Settings, { login }: TaskSettings): boolean => {
  if (login === undefined) return true;
  const database = { ...settings.database, startingUp: false };
  const { username = '', password } = secrets[login]?.values ?? {};
  const applicant = { user: username, database: databaseName, encrypted: true, address: '127.0.0.1' };
  if (refusedAtOnce(database, applicant, alone) !== undefined || refusedAfterwards(database, applicant, alone) !== undefined) return false;
  const wanted = database.roles[username]?.password;
  return wanted !== undefined && password === wanted;
};
