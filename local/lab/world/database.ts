import type { PostgresSettings } from '../postgres/settings.ts';
import type { Settings } from '../settings.ts';

type DatabaseSettings = Pick<Settings, 'database' | 'instance'>;

/** How the database is at this moment: what its instance goes through it goes through, too. */
export const databaseOf = ({ database, instance }: DatabaseSettings): PostgresSettings =>
  (instance.status === 'rebooting' ? { ...database, startingUp: true } : database);

/** Whether anybody can have a session of it. */
export const databaseIsUp = (settings: DatabaseSettings): boolean => settings.instance.status !== 'stopped' && !databaseOf(settings).startingUp;
