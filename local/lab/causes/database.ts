import type { PostgresSettings } from '../postgres/settings.ts';
import type { InstanceSettings, SecretSettings, Settings } from '../settings.ts';
import { authUser, databaseName, databaseSecret, databaseUser, registryUser } from '../settings.ts';
import type { Cause, Causes } from './cause.ts';

const database = (change: Partial<PostgresSettings>, what: string): Cause =>
  ({ what, apply: (settings) => ({ ...settings, database: { ...settings.database, ...change } }) });

const hour = 3_600_000;

const inSecret = (settings: Settings, change: Partial<SecretSettings>): Settings => {
  const secret = settings.secrets[databaseSecret];
  return secret === undefined ? settings : { ...settings, secrets: { ...settings.secrets, [databaseSecret]: { ...secret, ...change } } };
};

const withOtherPassword = (settings: Settings, user: string): Settings => {
  const roles = { ...settings.database.roles, [user]: { password: 'the-password-of-today', login: true } };
  return { ...settings, database: { ...settings.database, roles } };
};
const rotated = (user: string, what: string): Cause => ({ what, apply: (settings) => withOtherPassword(settings, user) });

const instance = (status: InstanceSettings['status'], what: string): Cause => ({ what, apply: (settings) => ({ ...settings, instance: { status } }) });

/** What can be wrong with the database server, which MLflow, auth and the registry share, and with how they log in to it. */
export const databaseCauses: Causes = {
  'database-login-wrong': {
    what: 'MLflow logs in as postgres instead of mlflow, and its secret has no password',
    apply: (settings) => inSecret(settings, { values: { username: 'postgres' } }),
  },
  'database-password-rotated': rotated(databaseUser, "the database's password was changed, and MLflow's secret has the old one"),
  'auth-password-rotated': rotated(authUser, "the password of auth's database was changed, and auth's secret has the old one"),
  'registry-password-rotated': rotated(registryUser, "the password of the registry's database was changed, and the registry's secret has the old one"),
  'rotation-interrupted': {
    what: "a rotation of MLflow's secret changed the database's password, and never made it the secret's",
    apply: (settings) => inSecret(withOtherPassword(settings, databaseUser), { rotatingSince: settings.since - 2 * hour }),
  },
  'database-user-barred': database({ rejected: [databaseUser] }, "the database's rules turn MLflow's user away"),
  'database-missing': {
    what: 'the database of MLflow does not exist',
    apply: (settings) => {
      const databases = Object.fromEntries(Object.entries(settings.database.databases).filter(([name]) => name !== databaseName));
      return { ...settings, database: { ...settings.database, databases } };
    },
  },
  'database-full': database({ used: 97 }, 'the database has no connection left'),
  'database-crowded': database({ used: 85 }, 'more than four fifths of the connections to the database are used'),
  'database-standby': database({ standby: true }, "the database's name leads to a standby"),
  'rds-stopped': instance('stopped', 'somebody stopped the instance that the database runs on'),
  'rds-failover': instance('rebooting', 'the database fails over to its standby, which is starting up'),
  'database-starting': database({ startingUp: true }, 'the database is starting up'),
};
