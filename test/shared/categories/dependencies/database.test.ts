import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../../shared/categories/index.ts';
import { judge } from '../../../../shared/checks/judge.ts';
import type { Platform } from '../../../../shared/platform/platform.ts';
import { postgres } from '../../../../shared/probes/postgres.ts';
import { aPlatform } from '../../../fixtures/platform.ts';

const described = { host: 'db.example.com', port: 5432, tls: true, name: 'mlflow', user: 'mlflow', loginUser: 'dbUser', password: 'dbPassword' };
const checkOf = (changes: Partial<Platform> = {}) =>
  plan(aPlatform({ database: described, ...changes })).find(({ id }) => id === 'dependencies/database');

describe('the database check', () => {
  test('logs in as the task of the platform does', () => {
    const check = checkOf();
    const settings = { host: 'db.example.com', port: 5432, tls: true, database: 'mlflow', user: 'mlflow', loginUser: 'dbUser', password: 'dbPassword' };
    expect(check).toMatchObject({ service: 'database', role: 'readiness', probe: { kind: 'postgres', settings } });
    expect(postgres.settings(z).parse(settings)).toEqual(check?.probe.settings);
  });

  test('is not there where no database is described', () => {
    expect(plan(aPlatform()).map(({ id }) => id)).not.toContain('dependencies/database');
  });

  test('names no credential that is not described', () => {
    const { loginUser: _, password: __, ...rest } = described;
    expect(checkOf({ database: rest })?.probe.settings).toEqual({ host: 'db.example.com', port: 5432, tls: true, database: 'mlflow', user: 'mlflow' });
  });

  test('is left out from outside the VPC where the name is private', () => {
    const database = { ...described, host: 'db.example.local' };
    expect(checkOf({ database })?.skip).toContain('db.example.local is a private name');
    expect(checkOf({ database, network: { insideVpc: true } })?.skip).toBeUndefined();
  });

  test.each([
    ['all well', {}, []],
    ['a standby', { role: 'standby' }, ['expected role = "primary", got "standby"']],
    ['another user than the described one', { user: 'postgres' }, ['expected user = "mlflow", got "postgres"']],
    ['as many connections as may be used', { connectionsPercent: 70 }, []],
    ['too many connections', { connectionsPercent: 70.1 }, ['expected connections in use ≤ 70 %, got 70.1 %']],
  ])('judges %s', (_, changes, failed) => {
    const check = checkOf({ thresholds: { ...aPlatform().thresholds, databaseConnections: 70 } });
    const facts = { role: 'primary', user: 'mlflow', connectionsPercent: 69.9, ...changes };
    const outcomes = judge(check?.expect ?? {}, { phases: {}, totalMs: 0, facts }, 0);
    expect(outcomes.filter(({ ok }) => !ok).map(({ expected, saw }) => `expected ${expected}, got ${saw}`)).toEqual(failed);
  });
});
