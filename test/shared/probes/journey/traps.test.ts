import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../../../local/lab/mlflow/store.ts';
import { failedStep, leftIn, nothing, startMlflow, travel, verdicts, type Travel } from '../../../fixtures/journey.ts';
import { startProxy, type Meddling } from '../../../fixtures/mlflow-proxy.ts';

const api = '/api/2.0/mlflow';
const json = (status: number, body: object): Meddling =>
  ({ answer: { status, type: 'application/json', body: JSON.stringify(body) } });
const uri = (artifact_uri: string) => json(200, { artifact_uri });
const refusal = (status: number, error_code: string, message: string) => json(status, { error_code, message });
const bareAlb = [
  '<html>', '<head><title>404 Not Found</title></head>', '<body>', '<center><h1>404 Not Found</h1></center>', '</body>', '</html>', '',
].join('\r\n');

const sql = `(sqlite3.IntegrityError) UNIQUE constraint failed: runs.run_uuid
[SQL: INSERT INTO runs (run_uuid, name) VALUES (?, ?)]
[parameters: ('0af', 'hidden-value')]
(Background on this error at: https://sqlalche.me/e/20/gkpj)`;

type Meddle = (request: string, store: Store) => Meddling | undefined;
const on = (start: string, meddling: Meddling | ((store: Store) => Meddling)): Meddle => (request, store) => {
  if (!request.startsWith(start)) return undefined;
  return typeof meddling === 'function' ? meddling(store) : meddling;
};

/** A journey behind a proxy that meddles; then what it said first that was wrong, and what it left. */
const meddled = async (meddle: Meddle, store: Store = createStore(Date.now()), options: Travel = {}) => {
  await using mlflow = await startMlflow(store);
  await using proxy = await startProxy(mlflow.url, { meddle: (request) => meddle(request, store) });
  const travelled = await travel(proxy.url, options);
  return { travelled, step: failedStep(travelled), left: leftIn(store), requests: proxy.requests };
};

describe('a stage fails, with the step that shows it, where', () => {
  it.each<[string, Meddle, number, string, string | RegExp]>([
    ['uploads arrive empty and are answered with 200', on('PUT ', { body: Buffer.alloc(0) }),
      2, 'list model', 'MLmodel has 0 bytes instead of '],
    ['bodies of JSON lose their length on the way', on('POST ', { chunked: true }),
      1, 'create the experiment', 'it was sent: something on the way passes bodies on without their length'],
    ['what is downloaded is as long, but something else', on('GET /api/2.0/mlflow-artifacts/artifacts/1/', ({ artifacts }) => (
      { answer: { status: 200, body: 'x'.repeat([...artifacts.values()][0]?.length ?? 0) } }
    )), 2, 'download MLmodel', ' bytes, but not those that were uploaded'],
    ['an upload is not in the listing', on('GET /api/2.0/mlflow-artifacts/artifacts?', json(200, {})),
      2, 'list model', 'MLmodel is not listed'],
    ['the load balancer has no route for uploads', on('PUT ', { answer: { status: 404, body: bareAlb } }),
      2, 'upload MLmodel', '404 Not Found'],
    ['a page comes instead of JSON', on(`POST ${api}/runs/create`, { answer: { status: 200, body: '<html>Welcome</html>' } }),
      2, 'create a run', 'the answer is not JSON (text/html)'],
    ['nothing comes instead of JSON', on(`POST ${api}/runs/create`, { answer: { status: 200 } }),
      2, 'create a run', 'the answer is empty, not JSON'],
    ['JSON comes without what was asked for', on(`POST ${api}/runs/create`, json(200, { run: {} })),
      2, 'create a run', 'the answer has no run_id'],
    ['a deleted experiment stays deleted', on(`GET ${api}/experiments/get-by-name`, json(200, {
      experiment: { experiment_id: '0', lifecycle_stage: 'deleted', artifact_location: 'mlflow-artifacts:/0' },
    })), 1, 'find the experiment', 'it is deleted, and stays so'],
    ['the experiment keeps its files elsewhere', on(`GET ${api}/experiments/get-by-name`, json(200, {
      experiment: { experiment_id: '0', lifecycle_stage: 'active', artifact_location: 's3://bucket/root/1' },
    })), 1, 'find the experiment', 'the files are at s3://bucket/root/1, not behind this server'],
    ['what is logged is not kept', on(`POST ${api}/runs/log-batch`, json(200, {})),
      2, 'read the run again', 'params.learning_rate was logged as "0.125" and came back as nothing'],
    ['a run does not become finished', on(`POST ${api}/runs/update`, json(200, {})),
      2, 'read the run again', 'the run is "RUNNING", not "FINISHED"'],
    ['a version is not ready', on(`POST ${api}/model-versions/create`, json(200, {
      model_version: { version: '1', status: 'FAILED_REGISTRATION' },
    })), 3, 'add a version', 'version 1 is "FAILED_REGISTRATION", not "READY"'],
    ['an alias means another version', on(`GET ${api}/registered-models/alias`, json(200, { model_version: { version: '7' } })),
      3, 'read the alias', 'the alias means version 7, not 1'],
    ['a version leads past the server', on(`GET ${api}/model-versions/get-download-uri`, uri('s3://bucket/1/model')),
      3, 'ask where its files are', 'the files are at s3://bucket/1/model, not behind this server'],
    ['a version leads out of the store', on(`GET ${api}/model-versions/get-download-uri`, uri('mlflow-artifacts:/../../etc')),
      3, 'ask where its files are', 'not behind this server'],
    ['a version leads round in a circle', on(`GET ${api}/model-versions/get-download-uri`, uri('models:/round/1')),
      3, 'ask where its files are', 'the files are at models:/round/1'],
    ['the database is away', on(`POST ${api}/runs/create`, refusal(503, 'TEMPORARILY_UNAVAILABLE', 'connection refused')),
      2, 'create a run', 'TEMPORARILY_UNAVAILABLE: connection refused'],
    ['a redirect leads elsewhere', on(`POST ${api}/runs/create`, { answer: { status: 302, body: 'over there' } }),
      2, 'create a run', 'over there'],
    ['a redirect says where', on(`GET ${api}/experiments/get-by-name`, {
      answer: { status: 302, headers: { location: 'https://who:made-up@login.example.com/in?next=%2Fapi&state=made-up#made-up' } },
    }), 1, 'find the experiment', /^redirected to https:\/\/login\.example\.com\/in$/],
    ['what is JSON comes packed', on(`GET ${api}/experiments/get-by-name`, {
      answer: { status: 200, type: 'application/json', headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"experiment":{}}') },
    }), 1, 'find the experiment', /^the answer is encoded \(gzip\), which was not asked for$/],
    ['a refusal comes packed', on(`GET ${api}/experiments/get-by-name`, {
      answer: { status: 502, headers: { 'content-encoding': 'br' }, body: brotliCompressSync('<h1>Bad Gateway</h1>') },
    }), 1, 'find the experiment', /^the answer is encoded \(br\), which was not asked for$/],
    ['a status is deeper than any function may call itself', on(`POST ${api}/model-versions/create`, {
      answer: { status: 200, type: 'application/json', body: `{"model_version":{"version":"1","status":${'['.repeat(20_000)}${']'.repeat(20_000)}}}` },
    }), 3, 'add a version', /^version 1 is a list, not "READY"$/],
  ])('%s', async (_, meddle, stage, name, failed) => {
    const { travelled, step, left } = await meddled(meddle);
    expect(verdicts(travelled)).toEqual(['pass', 'fail', 'blocked'].flatMap((verdict, index) =>
      Array<string>([stage, 1, 3 - stage][index] ?? 0).fill(verdict)));
    expect(step?.name).toBe(name);
    expect(step?.failed).toMatch(failed);
    expect(travelled.explained[stage]?.result).toMatchObject({ reason: 'step', status: step?.status, answeredBy: step?.answeredBy });
    expect(left).toEqual(nothing);
  });
});

it('tells who refused: the load balancer its own 404, MLflow another', async () => {
  const ofAlb = await meddled(on('PUT ', { answer: { status: 404, body: bareAlb } }));
  expect(ofAlb.step).toMatchObject({ status: 404, answeredBy: 'load-balancer' });
  const own = await meddled(on('PUT ', refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'gone')));
  expect(own.step).toMatchObject({ status: 404, answeredBy: 'mlflow' });
});

it('shows no SQL that MLflow has in its messages: not in a step, a result or an excerpt', async () => {
  const { travelled, step } = await meddled(on(`POST ${api}/runs/create`, refusal(400, 'BAD_REQUEST', sql)));
  expect(step?.failed).toBe('BAD_REQUEST: (sqlite3.IntegrityError) UNIQUE constraint failed: runs.run_uuid [SQL left out]');
  const told = JSON.stringify([travelled.explained, travelled.explained.map(({ observation }) => observation?.response?.body.toString())]);
  expect(told).not.toMatch(/INSERT|hidden-value|sqlalche/);
  expect(travelled.explained[2]?.result).toMatchObject({ excerpt: expect.stringContaining('[SQL left out]') });
});

it('takes an experiment that somebody else created in between', async () => {
  const store = createStore(Date.now());
  let first = true;
  const { travelled, requests } = await meddled((request) => {
    if (!first || !request.startsWith(`GET ${api}/experiments/get-by-name`)) return undefined;
    first = false;
    store.experiments.push({
      experiment_id: '1', name: 'hokusai-health', artifact_location: 'mlflow-artifacts:/1', lifecycle_stage: 'active',
      last_update_time: 0, creation_time: 0, tags: [],
    });
    return refusal(404, 'RESOURCE_DOES_NOT_EXIST', "Could not find experiment with name 'hokusai-health'");
  }, store);
  expect(verdicts(travelled)).toEqual(['pass', 'pass', 'pass', 'pass']);
  expect(requests.slice(0, 3).map((request) => request.split('?')[0])).toEqual([
    `GET ${api}/experiments/get-by-name`, `POST ${api}/experiments/create`, `GET ${api}/experiments/get-by-name`,
  ]);
  expect(travelled.explained[1]?.observation?.facts).toMatchObject({ experiment: 'found', experimentId: '1' });
});

const idOf = ({ runs }: Store) => runs.at(-1)?.info.run_id ?? '';

/** A logged model of 3.x whose files are those of the last run. */
const logged = (store: Store) => {
  const info = { ...store.runs.at(-1)?.info, model_id: 'm-1', artifact_uri: `${store.runs.at(-1)?.info.artifact_uri}/model` };
  store.loggedModels.splice(0, 1, { info, data: {} } as unknown as Store['loggedModels'][number]);
  return uri('models:/m-1');
};

describe("a version's own address is followed", () => {
  it.each<[string, (store: Store) => Meddling]>([
    ['by a run', (store) => uri(`runs:/${idOf(store)}/model`)],
    ['by a logged model of 3.x', logged],
    ['to where the server is named in it', (store) => uri(`mlflow-artifacts://mlflow.example.local:5000/1/${idOf(store)}/artifacts/model`)],
  ])('%s', async (_, say) => {
    const { travelled } = await meddled(on(`GET ${api}/model-versions/get-download-uri`, say));
    expect(verdicts(travelled)).toEqual(['pass', 'pass', 'pass', 'pass']);
  });
});

describe('an experiment that somebody deletes when it was just found', () => {
  it.each<[string, (store: Store) => void]>([
    ['is restored by the next try', ({ experiments }) => {
      for (const experiment of experiments.slice(1)) experiment.lifecycle_stage = 'deleted';
    }],
    ['for good is made anew by the next try', ({ experiments }) => void experiments.splice(1)],
  ])('%s', async (_, meanwhile) => {
    const store = createStore(Date.now());
    let isFirst = true;
    const onceDeleted = on(`POST ${api}/runs/create`, () => {
      if (isFirst) meanwhile(store);
      isFirst = false;
      return {};
    });
    const { travelled, step, left } = await meddled(onceDeleted, store, { confirmationMs: [30, 60] });
    expect(verdicts(travelled)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(travelled.explained[2]?.result).toMatchObject({ attempts: 2, afterRetry: true });
    expect(travelled.explained[2]?.observation?.steps?.[0]).toMatchObject({ name: 'find the experiment' });
    expect([step, travelled.problems, left]).toEqual([undefined, [], nothing]);
  });
});
