import { createServer } from 'node:https';
import type { RequestListener } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Authority } from '../../../../local/lab/certificate/authority.ts';
import { createAuthority } from '../../../../local/lab/certificate/authority.ts';
import { listen } from '../../../../local/lab/http/listen.ts';
import type { PostgresSettings } from '../../../../local/lab/postgres/settings.ts';
import { usualPostgres } from '../../../../local/lab/postgres/settings.ts';
import type { RegistrySettings } from '../../../../local/lab/registry/application.ts';
import { createRegistry } from '../../../../local/lab/registry/application.ts';
import { openStore, tablesOf } from '../../../../local/lab/registry/store.ts';
import { ask } from '../ask.ts';
import { serveDatabase } from '../served-database.ts';

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority('test CA', Date.now() - 1000, Date.now() + 60_000);
});

const wellDatabase: PostgresSettings = {
  ...usualPostgres, databases: { registry: tablesOf([{ name: 'example', versions: [1, 2] }]) }, roles: { registry: { password: 'made-up', login: true } }, requireTls: true,
};
let databaseSettings = wellDatabase;
const { database, endSessions } = serveDatabase(() => databaseSettings, { name: 'registry', user: 'registry', password: 'made-up' });
const become = (change: Partial<PostgresSettings>) => {
  databaseSettings = { ...wellDatabase, ...change };
  endSessions();
};
beforeEach(() => become({}));

const open: { stop: () => Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.stop())));

const answering = (status: number, body: unknown): RequestListener => (_, outgoing) => outgoing.writeHead(status).end(JSON.stringify(body));
const good = answering(200, { valid: true, service_id: 'platform' });

const lookup: LookupFunction = (name, options, callback) => {
  if (name === 'nowhere.test') return callback(new Error('no such name'), '');
  if (options.all === true) return callback(null, [{ address: '127.0.0.1', family: 4 }]);
  callback(null, '127.0.0.1', 4);
};

interface Between { readonly mlflowHost?: string; readonly timeoutMs?: number; readonly settings?: RegistrySettings }

/** A registry between an auth service and an MLflow of the test's own. */
async function between(auth: RequestListener, mlflow: RequestListener, { mlflowHost = 'mlflow.test', timeoutMs = 60_000, settings = {} }: Between = {}) {
  const certificate = await authority.issue(['auth.test'], Date.now() - 1000, Date.now() + 60_000);
  const authServer = await listen(createServer(certificate, auth));
  const mlflowServer = await listen(createHttpServer(mlflow));
  const authService = { url: `https://auth.test:${authServer.port}`, ca: authority.pem, lookup, timeoutMs };
  const registry = await listen(createRegistry(authService, { host: mlflowHost, port: mlflowServer.port, lookup }, openStore(database), () => settings));
  open.push(registry, authServer, mlflowServer);
  return (path: string, headers: Record<string, string> = { 'x-api-key': 'some-key' }, body?: string) =>
    ask(`http://127.0.0.1:${registry.port}${path}`, { headers, ...(body === undefined ? {} : { method: 'POST', body }) });
}

const nothing: RequestListener = (_, outgoing) => outgoing.end();

describe('the registry, asked with a key', () => {
  it.each<[string, RequestListener, number, string]>([
    ['does not know it', answering(401, { detail: 'no' }), 401, 'Invalid or expired API key'],
    ['is broken', answering(502, 'Bad Gateway'), 401, 'Authentication service unavailable'],
    ['answers 200 without saying that it is valid', answering(200, {}), 401, 'Authentication service unavailable'],
    ['cuts the connection', (incoming) => incoming.socket.destroy(), 401, 'Authentication service unavailable'],
    ['has had enough', answering(429, {}), 429, 'Rate limit exceeded'],
  ])('refuses when auth %s', async (_, auth, status, detail) => {
    const get = await between(auth, nothing);
    const got = await get('/api/health');
    expect([got.status, JSON.parse(got.body)]).toEqual([status, { detail }]);
  });

  it('refuses when auth is silent for too long', async () => {
    const get = await between(() => undefined, nothing, { timeoutMs: 30 });
    expect((await get('/api/health')).body).toBe('{"detail":"Authentication service timeout"}');
  });

  it('hands the key to auth as a bearer token, under the name of the host', async () => {
    const seen: unknown[] = [];
    const get = await between((incoming, outgoing) => {
      seen.push(`${incoming.method} ${incoming.url}`, incoming.headers.authorization, isIP(incoming.headers.host ?? ''));
      good(incoming, outgoing);
    }, nothing);
    expect((await get('/api/health')).status).toBe(200);
    expect(seen).toEqual(['POST /api/v1/keys/validate', 'Bearer some-key', 0]);
  });

  it('keeps the models it is told of', async () => {
    const get = await between(good, nothing);
    const key = { 'x-api-key': 'some-key' };
    expect((await get('/api/v1/models', key, '{}')).status).toBe(422);
    expect((await get('/api/v1/models', key, '{"name":"m"}')).status).toBe(201);
    expect((await get('/api/v1/models', key, '{"name":"m"}')).status).toBe(409);
    expect(JSON.parse((await get('/api/v1/models/m/versions', key, '{}')).body)).toEqual({ name: 'm', version: 1 });
    expect(JSON.parse((await get('/api/v1/models/m/versions')).body)).toEqual({ versions: [1] });
    expect((await get('/api/v1/models/none')).status).toBe(404);
    expect(JSON.parse((await get('/api/v1/models')).body)).toEqual({ models: [{ name: 'example', versions: [1, 2] }, { name: 'm', versions: [1] }] });
  });

  it('cannot tell of models without its database, which has them when it is back', async () => {
    const get = await between(good, nothing);
    expect((await get('/api/v1/models/example/versions')).body).toBe('{"versions":[1,2]}');
    become({ startingUp: true });
    expect([(await get('/api/v1/models')).status, (await get('/api/v1/models/example')).status, (await get('/api/health')).status]).toEqual([500, 500, 200]);
    become({ standby: true });
    const refused = await get('/api/v1/models', { 'x-api-key': 'some-key' }, '{"name":"other"}');
    expect([refused.status, (await get('/api/v1/models/example')).status]).toEqual([500, 200]);
  });
});

describe('the MLflow proxy', () => {
  it('passes on path, query, body and length, under the internal name and without the key', async () => {
    const get = await between(good, (incoming, outgoing) => {
      const { host, authorization, 'x-api-key': key, 'content-length': length } = incoming.headers;
      const seen = [incoming.url, host?.split(':')[0], authorization, key, length];
      incoming.on('data', (part: Buffer) => outgoing.end(JSON.stringify([...seen, part.toString()])));
    });
    const got = await get('/api/mlflow/api/2.0/x?a=%2F', { 'authorization': 'Bearer some-key', 'x-api-key': 'some-key' }, 'body');
    expect(JSON.parse(got.body)).toEqual(['/api/2.0/x?a=%2F', 'mlflow.test', null, null, '4', 'body']);
  });

  it("returns MLflow's answers as they are", async () => {
    const get = await between(good, (_, outgoing) => outgoing.writeHead(404, { 'x-by': 'mlflow', 'content-length': '4' }).end('gone'));
    const got = await get('/api/mlflow/anything');
    expect([got.status, got.headers['x-by'], got.headers['content-length'], got.body]).toEqual([404, 'mlflow', '4', 'gone']);
  });

  it('says itself that MLflow is unreachable, also when its name does not resolve', async () => {
    const refusing = await between(good, (incoming) => incoming.socket.destroy());
    const nameless = await between(good, nothing, { mlflowHost: 'nowhere.test' });
    for (const get of [refusing, nameless]) {
      const got = await get('/api/mlflow/health');
      expect([got.status, got.body]).toEqual([502, '{"detail":"MLflow is unreachable"}']);
    }
  });
});

const artifacts: RequestListener = ({ url, headers: { host } }, outgoing) =>
  outgoing.writeHead(url === '/api/2.0/mlflow-artifacts/artifacts' && host?.startsWith('mlflow.test') === true ? 200 : 404).end('{}');

describe('its own health', () => {
  it('is good where MLflow tells of artifacts, for whoever asks', async () => {
    const get = await between(nothing, artifacts);
    const got = await get('/health', {});
    expect([got.status, JSON.parse(got.body)]).toEqual([200, expect.objectContaining({ status: 'healthy', artifact_store: 'reachable' })]);
  });

  it.each<[string, RequestListener, Between]>([
    ['MLflow does not serve them', answering(503, {}), {}],
    ['MLflow cuts the connection', (incoming) => incoming.socket.destroy(), {}],
    ['MLflow does not answer', () => undefined, {}],
    ["MLflow's name leads nowhere", artifacts, { mlflowHost: 'nowhere.test' }],
    ['its proxy has no route for them', artifacts, { settings: { proxy: { withoutArtifacts: true } } }],
    ['its proxy mangles their paths', artifacts, { settings: { proxy: { keepsPrefix: 'of artifacts' } } }],
    ["its proxy sends the client's host on", artifacts, { settings: { proxy: { keepsHost: true } } }],
  ])('is not where %s', async (_, mlflow, options) => {
    const got = await (await between(nothing, mlflow, options))('/health', {});
    expect([got.status, JSON.parse(got.body)]).toEqual([503, expect.objectContaining({ status: 'degraded', artifact_store: 'unreachable' })]);
  });
});
