import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../../local/lab/lab.ts';
import { startLab } from '../../../local/lab/lab.ts';
import { lookupAt } from '../../../local/lab/http/lookup.ts';
import { answeredBy, clientOf } from './ask.ts';
import { documented } from './documented.ts';

let lab: Lab;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  lab = await startLab();
  client = clientOf(lab);
});
afterAll(() => lab.stop());

const search = { method: 'POST', body: '{"max_results":1}' };
const json = { 'content-type': 'application/json' };
const named = ([path, methods]: [string, object]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`);

describe('the healthy lab', () => {
  it('has an auth service that is well', async () => {
    const got = await client.auth('/health');
    expect([got.status, JSON.parse(got.body).status, answeredBy(got)]).toEqual([200, 'healthy', 'uvicorn']);
  });

  it('has a registry that is well, documents itself and shows the MLflow pages', async () => {
    const [health, document, pages] = await Promise.all(['/health', '/openapi.json', '/mlflow/'].map((path) => client.registry(path)));
    expect(JSON.parse(health?.body ?? '').status).toBe('healthy');
    expect(JSON.parse(document?.body ?? '').openapi).toBe('3.1.0');
    expect(pages?.body).toContain('<title>MLflow</title>');
  });

  it('lets the key in, as a bearer token and as a header', async () => {
    const bearer = { authorization: `Bearer ${client.key}` };
    const got = await Promise.all([bearer, client.withKey].map((headers) => client.registry('/api/health', { headers })));
    expect(got.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('answers MLflow calls through the proxy', async () => {
    const headers = { ...client.withKey, ...json };
    const found = await client.registry('/api/mlflow/api/2.0/mlflow/experiments/search', { ...search, headers });
    expect(JSON.parse(found.body).experiments[0].name).toBe('Default');
    expect((await client.registry('/api/mlflow/health', { headers })).body).toBe('OK');
    expect((await client.registry('/api/mlflow/api/2.0/mlflow-artifacts/artifacts', { headers })).body).toBe('{}');
  });

  it('is measured as AWS measures: what goes through its load balancer', async () => {
    const from = Date.now();
    await Promise.all([client.auth('/health'), client.registry('/nowhere')]);
    const since = lab.measured().filter(({ at }) => at >= from).map(({ name }) => name);
    expect(since.toSorted()).toEqual(['HTTPCode_ELB_4XX_Count', 'HTTPCode_Target_2XX_Count', 'RequestCount', 'TargetResponseTime']);
  });

  it.each(documented)('asks for a key on %s %s', async (method, path) => {
    const got = await client.registry(path, { method });
    expect([got.status, answeredBy(got), got.body]).toEqual([401, 'uvicorn', '{"detail":"API key required"}']);
  });

  it.each(documented)('serves %s %s to those who have one', async (method, path) => {
    const headers = { ...client.withKey, ...json };
    const got = await client.registry(path, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) });
    expect([200, 201, 400, 422]).toContain(got.status);
  });

  it('documents those endpoints in its OpenAPI document', async () => {
    const document = await client.registry('/openapi.json');
    const { paths } = JSON.parse(document.body) as { paths: Record<string, object> };
    const listed = Object.entries(paths).flatMap(named);
    expect(listed).toEqual(expect.arrayContaining(documented.map(([method, path]) => `${method} ${path.replace('/example', '/{name}')}`)));
  });

  it('refuses a key that nobody has been given', async () => {
    const got = await client.registry('/api/health', { headers: { 'x-api-key': 'not-a-key' } });
    expect([got.status, got.body]).toEqual([401, '{"detail":"Invalid or expired API key"}']);
  });

  it("has each application refuse the other host's paths itself", async () => {
    const got = await Promise.all([client.auth('/api/v1/models'), client.registry('/api/v1/keys/validate')]);
    const refusals = got.map((one) => `${one.status} ${answeredBy(one)} ${one.body}`);
    expect(refusals).toEqual(Array<string>(2).fill('404 uvicorn {"detail":"Not Found"}'));
  });

  it('leaves a path that nobody serves to the load balancer', async () => {
    const got = await client.registry('/nobody-serves-this');
    expect([got.status, answeredBy(got)]).toEqual([404, 'awselb/2.0']);
  });

  it('has the idle time-out of an AWS load balancer, of which its keep-alive tells', async () => {
    const headers = { connection: 'keep-alive' };
    const got = await Promise.all(['/health', '/nobody-serves-this'].map((path) => client.registry(path, { headers })));
    expect(got.map((one) => one.headers['keep-alive'])).toEqual(['timeout=60', 'timeout=60']);
  });

  it('sends plain HTTP to HTTPS', async () => {
    const got = await client.plain('auth.hokusai.test', '/health?a=1');
    expect(got.status).toBe(301);
    expect(got.headers.location).toBe(`https://auth.hokusai.test:${lab.addresses.httpsPort}/health?a=1`);
  });

  it('has a certificate of its own for each host, valid for 90 days', async () => {
    for (const host of ['auth.hokusai.test', 'registry.hokusai.test']) {
      const lookup = lookupAt(lab.addresses.resolver);
      const socket = connect({ host, port: lab.addresses.httpsPort, servername: host, lookup, rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { subjectaltname, valid_to } = socket.getPeerCertificate();
      socket.destroy();
      expect(subjectaltname).toBe(`DNS:${host}`);
      expect(Math.round((Date.parse(valid_to) - Date.now()) / 86_400_000)).toBe(90);
    }
  });

  it('makes a new key for every start and gives it out in one place only', async () => {
    const other = await startLab();
    await other.stop();
    expect(client.key).toMatch(/^hk_live_[0-9a-f]{32}$/u);
    expect(other.env['HOKUSAI_API_KEY']).not.toBe(client.key);
    expect(JSON.stringify([lab.description, lab.addresses])).not.toContain(client.key);
  });
});

describe('a stopped lab', () => {
  it('listens no more and has removed its files, however often it is stopped', async () => {
    const stopped = await startLab();
    await Promise.all([stopped.stop(), stopped.stop()]);
    await stopped.stop();
    expect(existsSync(stopped.addresses.caFile)).toBe(false);
    const socket = connect({ host: '127.0.0.1', port: stopped.addresses.httpsPort });
    expect((await once(socket, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('leaves nothing that would keep a process alive', async () => {
    const use = `
      const { startLab } = await import(process.argv[1]);
      const lab = await startLab();
      const { request } = await import('node:https');
      const to = { port: lab.addresses.httpsPort, host: '127.0.0.1', path: '/health', headers: { host: 'auth.hokusai.test' } };
      await new Promise((done) => request({ ...to, rejectUnauthorized: false }, (answer) => answer.resume().on('end', done)).end());
      await lab.stop();`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', use, new URL('../../../local/lab/lab.ts', import.meta.url).href]);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
