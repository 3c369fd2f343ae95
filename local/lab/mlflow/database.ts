import { DatabaseError } from 'pg';
import type { Database } from '../database/database.ts';
import { MlflowError } from './error.ts';

/** The table whose taking something new stands for all. */
export const writtenTable = 'runs';

/** What psycopg2 calls the errors that this database has; the rest it knows by other names. Source: psycopg2/errorcodes.py. */
const names: Readonly<Record<string, string>> = { '25006': 'ReadOnlySqlTransaction', '42P01': 'UndefinedTable', '42703': 'UndefinedColumn' };

/** What libpq says of a way that leads nowhere, by what the operating system says. */
const ways: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
  ETIMEDOUT: 'Connection timed out',
  ECONNRESET: 'server closed the connection unexpectedly',
};

interface SystemError { readonly code?: string; readonly address?: string; readonly message: string }

/** What became of a connection that there is none of, in the words of libpq. */
const unconnected = ({ host, port }: Database, error: unknown): string => {
  const { code = '', address, message } = error as SystemError;
  if (code === 'ENOTFOUND') return `could not translate host name "${host}" to address: Name or service not known`;
  const why = error instanceof DatabaseError ? `FATAL:  ${message}` : ways[code] ?? message;
  return `connection to server at "${host}"${address === undefined ? '' : ` (${address})`}, port ${port} failed: ${why}`;
};

/** What SQLAlchemy and the driver say, as MLflow passes it on: 503 for an operational error, 400 for any other. */
const problemOf = (database: Database, error: unknown): MlflowError => {
  if (!(error instanceof DatabaseError) || error.severity === 'FATAL') {
    return new MlflowError('TEMPORARILY_UNAVAILABLE', `(psycopg2.OperationalError) ${unconnected(database, error)}`);
  }
  return new MlflowError('BAD_REQUEST', `(psycopg2.errors.${names[error.code ?? ''] ?? 'DatabaseError'}) ${error.message}`);
};

/**
 * Asks the database behind the store for leave: to read, or to write, as a call of a method and a path needs it. What there is to find or
 * keep is not in it. Throws `MlflowError`.
 */
export const askDatabase = async (database: Database, method: string, path: string): Promise<void> => {
  const reads = method === 'GET' || path.endsWith('/search');
  try {
    await database.ask(reads ? 'SELECT 1' : `INSERT INTO ${writtenTable} DEFAULT VALUES`);
  } catch (error) {
    throw problemOf(database, error);
  }
};
