import { expect, test } from 'vitest';
import { grantsOf } from '../../scripts/grants.ts';
import { plan } from '../../shared/categories/index.ts';
import type { CredentialReference, Platform } from '../../shared/platform/platform.ts';
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

const grantsOfPager = (credential: CredentialReference) => grantsOf(aPlatform({
  credentials: { page: credential },
  audiences: {
    pager: { way: { pagerDuty: { credential: 'page', url: 'https://events.pagerduty.com/v2/enqueue' } }, form: 'pager', severity: 'critical', checker: false },
  },
}), []);

test('every function may read the key of a pager, since any delivers', () => {
  expect(grantsOfPager({ from: 'secrets-manager', id: 'pager', field: 'key' })).toEqual([
    { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: JSON.parse(secretArns('pager')) },
  ]);
  expect(() => grantsOfPager({ from: 'env', name: 'PAGE' })).toThrow(/credential page is read from the environment variable PAGE/);
});

test('a function may ask for a queue by the ARN that its URL means, and for metrics; a cache or a broker only needs its password', () => {
  const server = { host: 'server.example.com', port: 1, tls: true, credential: 'password' };
  const backlog = { maxDepth: 1, maxAgeMs: 1 };
  const credentials = { password: { from: 'ssm', name: '/password' } } as const;
  const granted = (changes: Partial<Platform>) => {
    const platform = aPlatform({ credentials, audiences: {}, ...changes });
    return grantsOf(platform, plan(platform).filter(({ service }) => service === 'cache' || service === 'queue'))
      .map(({ Action, Resource }) => [...Action, ...Resource]);
  };
  const read = ['ssm:GetParameter', { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/password' }];
  expect(granted({ queue: { type: 'sqs', url: 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs.fifo', ...backlog } })).toEqual([
    ['sqs:GetQueueAttributes', { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:eu-west-1:123456789012:jobs.fifo' }], ['cloudwatch:GetMetricData', '*'],
  ]);
  expect(granted({ cache: server })).toEqual([read]);
  expect(granted({ queue: { type: 'amqp', vhost: '/', ...server, ...backlog } })).toEqual([read]);
});

const secretArns = (...names: readonly string[]) => JSON.stringify(names.map((name) =>
  ({ 'Fn::Sub': `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}-??????` })));
const toLookAt = (...secrets: NonNullable<Platform['secrets']>) => {
  const platform = aPlatform({ secrets, credentials: {}, audiences: {} });
  return grantsOf(platform, plan(platform).filter(({ id }) => id === 'dependencies/secrets')).map(({ Action, Resource }) => [...Action, JSON.stringify(Resource)]);
};

test('a function reads only the secrets whose keys are looked at, and lists the versions of the others', () => {
  const [db, auth] = [{ id: 'db', keys: ['password'] }, { id: 'auth', keys: [] }];
  expect(toLookAt(db, auth)).toEqual([
    ['secretsmanager:DescribeSecret', secretArns('db', 'auth')], ['secretsmanager:GetSecretValue', secretArns('db')],
    ['secretsmanager:ListSecretVersionIds', secretArns('auth')],
  ]);
  expect(toLookAt(db).map(([action]) => action)).toEqual(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue']);
  expect(toLookAt(auth).map(([action]) => action)).toEqual(['secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds']);
});
