import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthSettings } from '../../../../local/lab/auth/application.ts';
import { createAuth } from '../../../../local/lab/auth/application.ts';
import { createRateLimit, usualLimit as limit } from '../../../../local/lab/auth/rate-limit.ts';
import { withCauses } from '../../../../local/lab/causes/together.ts';
import type { Listening } from '../../../../local/lab/http/listen.ts';
import { listen } from '../../../../local/lab/http/listen.ts';
import { healthy } from '../../../../local/lab/healthy.ts';
import { ask } from '../ask.ts';
import { serveDatabase } from '../served-database.ts';

const key = 'the-key';
const well = healthy(key, 'password', 0);
let settings: AuthSettings = well.auth;
let databaseSettings = well.database;
const { database, endSessions } = serveDatabase(() => databaseSettings, { name: 'auth', user: 'auth', password: 'password-auth' });
let server: Listening;
beforeAll(async () => {
  server = await listen(createAuth(database, () => settings));
});
afterAll(() => server.stop());

const validate = (headers: Record<string, string>) =>
  ask(`http://127.0.0.1:${server.port}/api/v1/keys/validate`, { method: 'POST', headers });

/** Status and Retry-After of a validation under changed settings. */
const statusWith = async (changes: Partial<AuthSettings>) => {
  settings = { ...well.auth, ...changes };
  const { status, headers } = await validate({ 'x-api-key': 'other' });
  settings = well.auth;
  return [status, headers['retry-after']];
};

describe('the auth service', () => {
  const given = [{ authorization: `Bearer ${key}` }, { authorization: `bearer ${key}` }, { 'x-api-key': key }];
  it.each(given)('knows a good key, given as %o', async (headers) => {
    const got = await validate(headers);
    expect(got.status).toBe(200);
    expect(JSON.parse(got.body)).toMatchObject({ valid: true, service_id: 'platform', scopes: expect.arrayContaining(['mlflow:access']) });
  });

  it.each<[string, Record<string, string>]>([
    ['another key', { authorization: 'Bearer other' }],
    ['an empty key', { 'x-api-key': '' }],
    ['another scheme', { authorization: `Basic ${key}` }],
    ['no key', {}],
  ])('refuses %s without repeating it', async (_, headers) => {
    const got = await validate(headers);
    expect(got.status).toBe(401);
    expect(JSON.parse(got.body)).toEqual({ detail: expect.any(String) });
    expect(got.body).not.toMatch(/other|the-key/u);
  });

  it('takes no key out of the query', async () => {
    const got = await ask(`http://127.0.0.1:${server.port}/api/v1/keys/validate?api_key=${key}`, { method: 'POST' });
    expect(got.status).toBe(401);
  });

  it('does not know a key that was not migrated', async () => {
    databaseSettings = withCauses(well, ['checker-key-unknown']).database;
    expect((await validate({ 'x-api-key': key })).status).toBe(401);
    databaseSettings = well.database;
  });

  it('says how much of the rate limit is left', async () => {
    const [first, second] = [await validate({ 'x-api-key': key }), await validate({ 'x-api-key': key })];
    expect(Number(first.headers['x-ratelimit-remaining']) - Number(second.headers['x-ratelimit-remaining'])).toBe(1);
    expect(first.headers['x-ratelimit-limit']).toBe(String(limit));
  });

  it('can break, let everybody in, and limit without saying until when', async () => {
    expect(await statusWith({ breaks: true })).toEqual([500, undefined]);
    expect(await statusWith({ admitsAnyKey: true })).toEqual([200, undefined]);
    expect(await statusWith({ limit: 1 })).toEqual([429, expect.stringMatching(/^[0-9]+$/)]);
    expect(await statusWith({ limit: 1, withoutRetryAfter: true })).toEqual([429, undefined]);
  });

  it('refuses a wrong method as FastAPI does', async () => {
    const got = await ask(`http://127.0.0.1:${server.port}/api/v1/keys/validate`);
    expect([got.status, got.headers.allow, got.body]).toEqual([405, 'POST', '{"detail":"Method Not Allowed"}']);
  });
});

/** What a validation and the health come to under a cause. */
const under = async (cause: string) => {
  databaseSettings = withCauses(well, [cause]).database;
  endSessions();
  const [validated, health] = await Promise.all([validate({ 'x-api-key': key }), ask(`http://127.0.0.1:${server.port}/health`)]);
  databaseSettings = well.database;
  return [validated.status, validated.body, health.status];
};

describe('its database', () => {
  it.each(['database-starting', 'database-full'])('that cannot be asked makes every validation a 500, and leaves its health: %s', async (cause) => {
    expect(await under(cause)).toEqual([500, 'Internal Server Error', 200]);
    expect((await validate({ 'x-api-key': key })).status).toBe(200);
  });

  it('holds no key, and is asked for each', async () => {
    expect(JSON.stringify(well.database)).not.toContain(key);
    expect((await validate({ 'x-api-key': "' or '1'='1" })).status).toBe(401);
  });

  it("that is MLflow's alone is not missed", async () => {
    for (const cause of ['database-missing', 'database-password-rotated', 'database-user-barred', 'database-standby']) {
      expect(await under(cause)).toEqual([200, expect.stringContaining('"valid":true'), 200]);
    }
  });

  it('may take its time', async () => {
    const { rows, columns } = well.database.databases['auth']?.['api_keys'] ?? { rows: [], columns: [] };
    databaseSettings = { ...well.database, databases: { auth: { api_keys: { rows, columns, lookupMs: 60 } } } };
    const before = performance.now();
    expect((await validate({ 'x-api-key': key })).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(55);
    databaseSettings = well.database;
  });
});

describe('the rate limit', () => {
  it('ends with the limit, starts anew with the next window, and is separate for each key', () => {
    const allowance = createRateLimit();
    for (let count = 1; count < limit; count += 1) allowance('a', limit, 1000);
    expect(allowance('a', limit, 2000)).toEqual({ allowed: true, remaining: 0, resetSeconds: 59 });
    expect(allowance('a', limit, 60_999).allowed).toBe(false);
    expect(allowance('b', limit, 60_999).remaining).toBe(limit - 1);
    expect(allowance('a', limit, 61_000)).toEqual({ allowed: true, remaining: limit - 1, resetSeconds: 60 });
  });
});
