import { refusedAfterwards, refusedAtOnce } from '../postgres/admission.ts';
import type { PostgresSettings } from '../postgres/settings.ts';
import type { Settings } from '../settings.ts';

const alone = { all: 0, ofUser: 0 };

/** Whether a database lets in, by the rules of its own server, who has what a secret holds. A secret that is gone holds nothing. */
export const databaseAdmits = (database: PostgresSettings, { secrets }: Pick<Settings, 'secrets'>, secret: string, name: string): boolean => {
  const { username = '', password } = secrets[secret]?.values ?? {};
  const applicant = { user: username, database: name, encrypted: true, address: '127.0.0.1' };
  if (refusedAtOnce(database, applicant, alone) !== undefined || refusedAfterwards(database, applicant, alone) !== undefined) return false;
  const wanted = database.roles[username]?.password;
  return wanted !== undefined && password === wanted;
};
