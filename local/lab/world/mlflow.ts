import type { MlflowSettings } from '../mlflow/settings.ts';
import type { Settings } from '../settings.ts';
import { databaseIsUp } from './database.ts';

/** How MLflow serves at this moment: once it runs, it stays up without its database, and says so to whoever needs that. */
export const mlflowOf = (settings: Settings): MlflowSettings => ({
  ...settings.mlflow,
  ...(databaseIsUp(settings) ? {} : { databaseGone: true }),
  ...(settings.database.standby ? { databaseReadOnly: true } : {}),
});
