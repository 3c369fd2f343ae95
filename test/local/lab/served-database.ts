import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll } from 'vitest';
import { openPool } from '../../../local/lab/database/pool.ts';
import type { Database } from '../../../local/lab/database/database.ts';
import type { PostgresServer } from '../../../local/lab/postgres/server.ts';
import { startPostgres } from '../../../local/lab/postgres/server.ts';
import type { PostgresSettings } from '../../../local/lab/postgres/settings.ts';
import { createAuthority } from '../../fixtures/certificates.ts';

export interface Login { readonly name: string; readonly user: string; readonly password: string }

/** An application's way to a database server that serves while a test file runs, encrypted; by the address given, if one is. */
export function serveDatabase(settings: () => PostgresSettings, login: Login, address: () => string = () => '127.0.0.1') {
  const running: { server: PostgresServer; pool: ReturnType<typeof openPool> }[] = [];
  beforeAll(async () => {
    const authority = await createAuthority();
    const context = createSecureContext(await authority.issue());
    const server = await startPostgres({ settings, certificate: () => context });
    const pool = openPool({
      ...login, host: 'localhost', port: server.port, ca: authority.cert,
      lookup: (_, { all }, callback) => (all === true ? callback(null, [{ address: address(), family: 4 }]) : callback(null, address(), 4)),
    });
    running.push({ server, pool });
  });
  afterAll(() => Promise.all(running.flatMap(({ server, pool }) => [pool.stop(), server.stop()])));
  const database: Database = {
    host: 'localhost',
    get port() { return running[0]?.server.port ?? 0; },
    ask: (sql, ...values) => running[0]?.pool.ask(sql, ...values) ?? Promise.reject(new Error('nothing serves')),
  };
  return { database, endSessions: () => running[0]?.server.endSessions() };
}
