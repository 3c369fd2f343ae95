import { beforeEach, describe, expect, it } from 'vitest';
import type { MlflowSettings } from '../../../../local/lab/mlflow/settings.ts';
import type { PostgresSettings } from '../../../../local/lab/postgres/settings.ts';
import { usualPostgres } from '../../../../local/lab/postgres/settings.ts';
import { serveDatabase } from '../served-database.ts';
import { serveMlflow } from './serve.ts';

const well: PostgresSettings = {
  ...usualPostgres, databases: { mlflow: { runs: { columns: [], rows: [] } } }, roles: { mlflow: { password: 'made-up', login: true } }, requireTls: true,
};
let address = '127.0.0.1';
let databaseSettings = well;
let settings: MlflowSettings = {};
const { database, endSessions } = serveDatabase(() => databaseSettings, { name: 'mlflow', user: 'mlflow', password: 'made-up' }, () => address);
const { plain, post, get } = serveMlflow(undefined, () => settings, database);

const search = () => post('experiments/search', { max_results: 1 });
const create = (name: string) => post('experiments/create', { name });
const become = (change: Partial<PostgresSettings>, at = '127.0.0.1') => {
  databaseSettings = { ...well, ...change };
  address = at;
  endSessions();
};
beforeEach(() => become({}));

const refusing = [
  ['refuses', {}, '127.0.0.3', 'connection to server at "localhost" \\(127.0.0.3\\), port \\d+ failed: Connection refused'],
  ['is starting up', { startingUp: true }, undefined, 'connection to server at "localhost", port \\d+ failed: FATAL: {2}the database system is starting up'],
  ['is full', { used: 98 }, undefined, 'failed: FATAL: {2}remaining connection slots are reserved'],
  ['has another password', { roles: { mlflow: { password: 'another', login: true } } }, undefined, 'FATAL: {2}password authentication failed for user "mlflow"'],
] as const;

describe('without its database', () => {
  it.each(refusing)('that %s it answers everything that needs it with 503', async (_, change, at, why) => {
    become(change, at);
    const said = { error_code: 'TEMPORARILY_UNAVAILABLE', message: expect.stringMatching(new RegExp(`^\\(psycopg2\\.OperationalError\\) .*${why}`)) };
    const got = [await search(), await create('a'), await get('experiments/get?experiment_id=0'), await post('registered-models/create', { name: 'm' })];
    expect(got).toEqual(got.map(() => ({ status: 503, said })));
  });

  it('is healthy, shows its pages and serves artifacts', async () => {
    become({ startingUp: true });
    const got = [await plain('/health'), await plain('/version'), await plain('/'), await plain('/api/2.0/mlflow-artifacts/artifacts')];
    expect(got.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('is well as soon as the database is back, also when sessions that it had have ended', async () => {
    become({ startingUp: true });
    expect((await search()).status).toBe(503);
    become({});
    expect((await Promise.all([1, 2, 3, 4, 5, 6].map(search))).map(({ status }) => status)).toEqual(Array(6).fill(200));
    endSessions();
    expect((await Promise.all([1, 2, 3, 4, 5, 6].map(search))).map(({ status }) => status)).toEqual(Array(6).fill(200));
  });
});

it('finds, and makes nothing, on a database that takes nothing new', async () => {
  become({ standby: true });
  expect([await search(), await get('experiments/get?experiment_id=0')].map(({ status }) => status)).toEqual([200, 200]);
  const message = '(psycopg2.errors.ReadOnlySqlTransaction) cannot execute INSERT in a read-only transaction';
  expect(await create('b')).toEqual({ status: 400, said: { error_code: 'BAD_REQUEST', message } });
});

it('may take its time over everything', async () => {
  settings = { delayMs: 60 };
  const before = performance.now();
  expect((await plain('/health')).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(55);
  settings = {};
});
