import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '../../../../local/lab/http/listen.ts';
import { listen } from '../../../../local/lab/http/listen.ts';
import { createMlflow } from '../../../../local/lab/mlflow/server.ts';
import { createStore } from '../../../../local/lab/mlflow/store.ts';
import { ask } from '../ask.ts';

let server: Listening;
const store = createStore(0);
beforeAll(async () => {
  server = await listen(createMlflow(store));
});
afterAll(() => server.stop());

const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;
const json = { 'content-type': 'application/json' };
const call = async (method: string, path: string, input?: unknown) => {
  const body = input === undefined ? {} : { body: JSON.stringify(input) };
  const got = await ask(url(`/api/2.0/mlflow/${path}`), { method, headers: json, ...body });
  return { status: got.status, said: JSON.parse(got.body) };
};
const post = (path: string, input: unknown) => call('POST', path, input);
const get = (path: string) => call('GET', path);
const artifacts = '/api/2.0/mlflow-artifacts/artifacts';

describe('MLflow itself', () => {
  it('is alive and tells its version', async () => {
    expect((await ask(url('/health'))).body).toBe('OK');
    expect((await ask(url('/version'))).body).toMatch(/^3\.\d+\.\d+$/u);
  });

  it('answers an unknown route and a wrong method with pages of Werkzeug', async () => {
    const [missing, wrong] = [await ask(url('/api/3.0/mlflow/experiments/search')), await ask(url('/api/2.0/mlflow/runs/create'))];
    expect([missing.status, missing.body.startsWith('<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>')]).toEqual([404, true]);
    expect([wrong.status, wrong.body.includes('<title>405 Method Not Allowed</title>')]).toEqual([405, true]);
  });

  it('answers under /ajax-api too, for its own pages', async () => {
    expect((await ask(url('/ajax-api/2.0/mlflow/experiments/search?max_results=1'))).status).toBe(200);
  });

  it('wants JSON to be called JSON', async () => {
    const asked = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"max_results":1}' };
    const got = await ask(url('/api/2.0/mlflow/experiments/search'), asked);
    expect(got.status).toBe(400);
    expect(JSON.parse(got.body).message).toBe("Bad Request. Content-Type must be one of ['application/json'].");
  });
});

describe('searching experiments', () => {
  it.each([
    ['left out', {}, 'Invalid value 0 for parameter'],
    ['nothing', { max_results: 0 }, 'Invalid value 0 for parameter'],
    ['too large', { max_results: 50_001 }, 'Invalid value 50001 for parameter'],
  ])('is refused when max_results is %s', async (_, input, message) => {
    const { status, said } = await post('experiments/search', input);
    expect([status, said.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(said.message).toContain(message);
  });

  it('loses a body that comes without a length, as if a parameter were missing', async () => {
    const headers = { ...json, 'transfer-encoding': 'chunked' };
    const asking = request(url('/api/2.0/mlflow/experiments/search'), { method: 'POST', headers }).end('{"max_results":1}');
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    expect([response.statusCode, JSON.parse(await text(response)).message]).toEqual([400, expect.stringContaining('Invalid value 0')]);
  });

  it('finds by name, in pages, the newest first, and answers {} for none', async () => {
    for (const name of ['page-1', 'page-2', 'page-3', 'Other']) expect((await post('experiments/create', { name })).status).toBe(200);
    const filter = "name LIKE 'page-%'";
    const first = await post('experiments/search', { max_results: 2, filter });
    const second = await post('experiments/search', { max_results: 2, filter, page_token: first.said.next_page_token });
    const names = [first, second].map(({ said }) => said.experiments.map(({ name }: { name: string }) => name));
    expect(names).toEqual([['page-3', 'page-2'], ['page-1']]);
    expect(second.said).not.toHaveProperty('next_page_token');
    expect((await post('experiments/search', { max_results: 1, filter: "name = 'none'" })).said).toEqual({});
    expect((await post('experiments/search', { max_results: 1, filter: 'colour = 1' })).status).toBe(400);
  });
});

describe('an experiment', () => {
  it('keeps its name when it is deleted, until it is restored', async () => {
    const { experiment_id } = (await post('experiments/create', { name: 'kept' })).said;
    expect((await post('experiments/delete', { experiment_id })).said).toEqual({});
    expect((await post('experiments/delete', { experiment_id })).status).toBe(404);
    expect((await post('experiments/create', { name: 'kept' })).said.error_code).toBe('RESOURCE_ALREADY_EXISTS');
    expect((await get('experiments/get-by-name?experiment_name=kept')).said.experiment.lifecycle_stage).toBe('deleted');
    expect((await post('experiments/restore', { experiment_id })).status).toBe(200);
    expect((await get(`experiments/get?experiment_id=${experiment_id}`)).said.experiment.lifecycle_stage).toBe('active');
    expect((await get('experiments/get-by-name?experiment_name=none')).said.error_code).toBe('RESOURCE_DOES_NOT_EXIST');
  });

  it('takes its runs along, and brings all of them back, also one that was deleted before', async () => {
    const { experiment_id } = (await post('experiments/create', { name: 'with runs' })).said;
    const ids: string[] = [];
    for (const start_time of [1, 2]) ids.push(String((await post('runs/create', { experiment_id, start_time })).said.run.info.run_id));
    const stages = () => Promise.all(ids.map(async (id) => (await get(`runs/get?run_id=${id}`)).said.run.info.lifecycle_stage));
    await post('runs/delete', { run_id: ids[0] });
    expect(await stages()).toEqual(['deleted', 'active']);
    await post('experiments/delete', { experiment_id });
    expect(await stages()).toEqual(['deleted', 'deleted']);
    const message = `The experiment ${experiment_id} must be in the 'active' state. Current state is deleted.`;
    expect(await post('runs/create', { experiment_id })).toEqual({ status: 400, said: { error_code: 'INVALID_PARAMETER_VALUE', message } });
    await post('experiments/restore', { experiment_id });
    expect(await stages()).toEqual(['active', 'active']);
  });
});

describe('a run', () => {
  it('takes params, metrics and tags until it is deleted, and stays readable', async () => {
    const { run } = (await post('runs/create', { experiment_id: '0', start_time: 1, run_name: 'r' })).said;
    const { run_id, artifact_uri } = run.info;
    expect(artifact_uri).toBe(`mlflow-artifacts:/0/${run_id}/artifacts`);
    const logged = [
      await post('runs/log-parameter', { run_id, key: 'p', value: '1' }),
      await post('runs/log-parameter', { run_id, key: 'p', value: '1' }),
      await post('runs/log-parameter', { run_id, key: 'p', value: '2' }),
      await post('runs/log-metric', { run_id, key: 'm', value: 0.5, timestamp: 2 }),
      await post('runs/log-metric', { run_id, key: 'm', value: 'NaN', timestamp: 3 }),
      await post('runs/log-metric', { run_id, key: 'm', value: 1 }),
      await post('runs/set-tag', { run_id, key: 't', value: 'v' }),
      await post('runs/update', { run_id, status: 'DONE', end_time: 9 }),
      await post('runs/update', { run_id, status: 'FINISHED' }),
    ];
    expect(logged.map(({ status }) => status)).toEqual([200, 200, 400, 200, 200, 400, 200, 200, 200]);
    expect(logged[7]?.said.run_info).toMatchObject({ status: 'RUNNING', end_time: 9 });
    expect((await post('runs/search', { experiment_ids: ['0'] })).said.runs).toHaveLength(1);
    expect((await post('runs/delete', { run_id })).said).toEqual({});
    expect((await post('runs/set-tag', { run_id, key: 't', value: 'w' })).said.message).toContain("must be in the 'active' state");
    expect((await get(`runs/get?run_id=${run_id}`)).said.run).toMatchObject({
      info: { status: 'FINISHED', lifecycle_stage: 'deleted' },
      data: {
        params: [{ key: 'p', value: '1' }],
        metrics: [{ key: 'm', value: 'NaN', timestamp: 3, step: 0 }],
        tags: [{ key: 't', value: 'v' }],
      },
    });
  });
});

describe('a registered model', () => {
  it('counts its versions, and takes them along when it is deleted', async () => {
    const name = 'model';
    expect((await post('registered-models/create', { name })).said.registered_model.name).toBe(name);
    expect((await post('registered-models/create', { name })).said.error_code).toBe('RESOURCE_ALREADY_EXISTS');
    expect((await post('registered-models/create', { name: 'a/b' })).status).toBe(400);
    const first = await post('model-versions/create', { name, source: 's3://none/at-all' });
    expect(first.said.model_version).toMatchObject({ version: '1', status: 'READY' });
    expect((await call('DELETE', 'model-versions/delete', { name, version: '1' })).said).toEqual({});
    expect((await post('model-versions/create', { name, source: 'runs:/r/model' })).said.model_version.version).toBe('2');
    expect((await get(`model-versions/get-download-uri?name=${name}&version=2`)).said).toEqual({ artifact_uri: 'runs:/r/model' });
    expect((await get("registered-models/search?filter=name LIKE 'mod%25'".replaceAll(' ', '%20'))).said.registered_models).toHaveLength(1);
    expect((await call('DELETE', 'registered-models/delete', { name })).said).toEqual({});
    expect((await call('DELETE', 'registered-models/delete', { name })).status).toBe(404);
    expect((await get(`model-versions/get?name=${name}&version=2`)).status).toBe(404);
  });
});

const put = (path: string, body: Buffer) => ask(url(`${artifacts}/${path}`), { method: 'PUT', body });
const list = async (path: string) => JSON.parse((await ask(url(`${artifacts}?path=${path}`))).body);

describe('artifacts', () => {
  it('come back byte for byte, are listed, and go with their directory', async () => {
    const content = randomBytes(300_000);
    const uploaded = await put('1/run/artifacts/model/weights.bin', content);
    expect([uploaded.status, uploaded.body, uploaded.headers['content-type']]).toEqual([200, '', undefined]);
    await put('1/run/artifacts/model/empty', Buffer.alloc(0));
    expect(await list('1/run/artifacts/model')).toEqual({
      files: [{ path: 'weights.bin', is_dir: false, file_size: 300_000 }, { path: 'empty', is_dir: false }],
    });
    expect(await list('1')).toEqual({ files: [{ path: 'run', is_dir: true }] });
    const [response] = (await once(request(url(`${artifacts}/1/run/artifacts/model/weights.bin`)).end(), 'response')) as [IncomingMessage];
    expect(content.equals(await buffer(response))).toBe(true);
    expect((await ask(url(`${artifacts}/1/run`), { method: 'DELETE' })).body).toBe('{}');
    expect(await list('1')).toEqual({});
    expect(store.artifacts.size).toBe(0);
  });

  it('are told apart from directories and from nothing', async () => {
    await put('d/file', Buffer.from('x'));
    const [directory, missing] = [await ask(url(`${artifacts}/d`)), await ask(url(`${artifacts}/e`))];
    expect([directory.status, JSON.parse(directory.body).detail]).toEqual([400, expect.stringContaining('refers to a directory')]);
    expect(missing.status).toBe(404);
    expect(JSON.parse(missing.body)).toEqual({ error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'No such artifact: e' });
  });

  it.each(['a/../../b', 'a/%2e%2e/b', '%ZZ'])('have no path such as %s', async (path) => {
    const asking = request({ port: server.port, host: '127.0.0.1', path: `${artifacts}/${path}` }).end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    expect([response.statusCode, JSON.parse(await text(response)).message]).toEqual([400, 'Invalid path']);
  });
});
