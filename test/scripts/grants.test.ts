import { expect, test } from 'vitest';
import { grantsOf } from '../../scripts/grants.ts';
import { plan } from '../../shared/categories/index.ts';
import { aPlatform } from '../fixtures/platform.ts';

test('a function may read the credentials that a database check logs in with, and no other', () => {
  const platform = aPlatform({
    database: { host: 'db.example.com', port: 5432, tls: true, name: 'mlflow', user: 'mlflow', loginUser: 'dbUser', password: 'dbPassword' },
    credentials: {
      dbUser: { from: 'secrets-manager', id: 'database/login', field: 'username' },
      dbPassword: { from: 'ssm', name: '/database/password' },
      other: { from: 'ssm', name: '/other' },
    },
    audiences: {},
  });
  const statements = grantsOf(platform, plan(platform).filter(({ id }) => id === 'dependencies/database'));
  expect(statements.map(({ Action }) => Action)).toEqual([['secretsmanager:GetSecretValue'], ['ssm:GetParameter']]);
  expect(JSON.stringify(statements)).toContain('secret:database/login-??????');
  expect(JSON.stringify(statements)).toContain('parameter/database/password');
});
