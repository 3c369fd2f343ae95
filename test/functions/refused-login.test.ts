import { expect, it } from 'vitest';
import { categoryHandler } from '../../functions/category.ts';
import { startPostgres } from '../../local/lab/postgres/server.ts';
import { usualPostgres } from '../../local/lab/postgres/settings.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import { surround } from '../../local/start/surroundings.ts';
import { dependencies } from '../../shared/categories/dependencies.ts';
import { postgres } from '../../shared/probes/postgres.ts';
import { aPlatform } from '../fixtures/platform.ts';

it('a login is read anew once a server refused it: it may have been rotated', async () => {
  const password = 'rotated-password';
  const server = await startPostgres({ settings: () => ({ ...usualPostgres, roles: { mlflow: { password, login: true } } }) });
  const platform = aPlatform({
    database: { host: '127.0.0.1', port: server.port, tls: false, name: 'postgres', user: 'mlflow', password: 'db' },
    credentials: { db: { from: 'env', name: 'ROTATED_PASSWORD' } }, confirmationMs: [],
  });
  const handler = categoryHandler({ category: 'dependencies', generate: dependencies, platform, categories: ['dependencies'], kinds: { postgres } });
  const call = async () => (await handler({ check: 'dependencies/database' }, lambdaContext('dependencies'))).results;
  const restore = surround({ ROTATED_PASSWORD: 'outdated-password' });
  try {
    expect(await call()).toMatchObject([{ verdict: 'fail', reason: 'login-refused' }]);
    process.env['ROTATED_PASSWORD'] = password;
    expect(await call()).toMatchObject([{ verdict: 'pass' }]);
  } finally {
    restore();
    await server.stop();
  }
});
