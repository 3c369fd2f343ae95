import { beforeEach, describe, expect, it } from 'vitest';
import type { MlflowSettings } from '../../../../local/lab/mlflow/settings.ts';
import { serveMlflow } from './serve.ts';

let settings: MlflowSettings = {};
const { plain, post, get } = serveMlflow(undefined, () => settings);

const search = () => post('experiments/search', { max_results: 1 });
const create = (name: string) => post('experiments/create', { name });

describe('without its database', () => {
  beforeEach(() => {
    settings = { databaseGone: true };
  });

  it('answers everything that needs it with 503', async () => {
    const said = { error_code: 'TEMPORARILY_UNAVAILABLE', message: expect.stringContaining('psycopg2.OperationalError') };
    const got = [await search(), await create('a'), await get('experiments/get?experiment_id=0'), await post('registered-models/create', { name: 'm' })];
    expect(got).toEqual(got.map(() => ({ status: 503, said })));
  });

  it('is healthy, shows its pages and serves artifacts', async () => {
    const got = [await plain('/health'), await plain('/version'), await plain('/'), await plain('/api/2.0/mlflow-artifacts/artifacts')];
    expect(got.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('is well as soon as the database is back', async () => {
    settings = {};
    expect((await search()).status).toBe(200);
  });
});

it('finds, and makes nothing, on a database that takes nothing new', async () => {
  settings = { databaseReadOnly: true };
  expect([await search(), await get('experiments/get?experiment_id=0')].map(({ status }) => status)).toEqual([200, 200]);
  expect(await create('b')).toMatchObject({ status: 400, said: { error_code: 'BAD_REQUEST', message: expect.stringContaining('read-only transaction') } });
});

it('may take its time over everything', async () => {
  settings = { delayMs: 60 };
  const before = performance.now();
  expect((await plain('/health')).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(55);
});
