import { MlflowError } from './error.ts';
import type { MlflowSettings } from './settings.ts';

/** What SQLAlchemy and the driver say, as MLflow passes it on: 503 for an operational error, 400 for any other. */
export const databaseProblem = ({ databaseGone, databaseReadOnly }: MlflowSettings, method: string, path: string): MlflowError | undefined => {
  if (databaseGone === true) {
    const refused = '(psycopg2.OperationalError) connection to server at "db.hokusai.local", port 5432 failed: Connection refused';
    return new MlflowError('TEMPORARILY_UNAVAILABLE', refused);
  }
  const reads = method === 'GET' || path.endsWith('/search');
  if (databaseReadOnly !== true || reads) return undefined;
  return new MlflowError('BAD_REQUEST', '(psycopg2.errors.ReadOnlySqlTransaction) cannot execute INSERT in a read-only transaction');
};
