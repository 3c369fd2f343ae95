import { refusedAfterwards, refusedAtOnce } from '../postgres/admission.ts';
import type { Settings, TaskSettings } from '../settings.ts';
import { databaseName } from '../settings.ts';
import { databaseOf } from './database.ts';

const alone = { all: 0, ofUser: 0 };

/** Whether the database would let a task in with what its secret holds, by the rules of the database's own server. */
export const databaseAdmits = ({ secrets, ...settings }: Settings, { login }: TaskSettings): boolean => {
  if (login === undefined) return true;
  if (settings.instance.status === 'stopped') return false;
  const database = databaseOf(settings);
  const { username = '', password } = secrets[login]?.values ?? {};
  const applicant = { user: username, database: databaseName, encrypted: true, address: '127.0.0.1' };
  if (refusedAtOnce(database, applicant, alone) !== undefined || refusedAfterwards(database, applicant, alone) !== undefined) return false;
  const wanted = database.roles[username]?.password;
  return wanted !== undefined && password === wanted;
};
