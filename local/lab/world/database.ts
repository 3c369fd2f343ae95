import type { PostgresSettings } from '../postgres/settings.ts';
import type { Settings } from '../settings.ts';

type DatabaseSettings = Pick<Settings, 'database' | 'instance'>;

/** How the database is at this moment: what its instance goes through it goes through, too. */
export const databaseOf = ({ database, instance }: DatabaseSettings): PostgresSettings =>
  (instance.status === 'rebooting' ? { ...database, startingUp: true } : database);
