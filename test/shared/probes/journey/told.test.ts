import { describe, expect, it } from 'vitest';
import { createStore } from '../../../../local/lab/mlflow/store.ts';
import { startMlflow, travel } from '../../../fixtures/journey.ts';
import { startProxy, type Meddling } from '../../../fixtures/mlflow-proxy.ts';

const api = '/api/2.0/mlflow';
const secret = 'made-up-key-that-nobody-has';
const auth = { credential: 'key', as: 'bearer' } as const;

const json = (body: object): Meddling => ({ answer: { status: 200, type: 'application/json', body: JSON.stringify(body) } });
const experimentAt = (artifact_location: string) =>
  json({ experiment: { experiment_id: '0', lifecycle_stage: 'active', artifact_location } });

/** A store with a run `1`, which takes what is logged. */
const withRun = () => {
  const store = createStore(Date.now());
  store.runs.push({
    info: {
      run_id: '1', run_uuid: '1', experiment_id: '0', run_name: 'mine', user_id: '', status: 'RUNNING', start_time: 0,
      artifact_uri: 'mlflow-artifacts:/0/1', lifecycle_stage: 'active',
    },
    data: { params: [], metrics: [], tags: [] }, inputs: {},
  });
  return store;
};

/** All that a journey tells, where a proxy meddles with the requests that begin so. */
const told = async (start: string, meddling: Meddling) => {
  await using mlflow = await startMlflow(withRun());
  await using proxy = await startProxy(mlflow.url, { meddle: (request) => (request.startsWith(start) ? meddling : undefined) });
  const travelled = await travel(proxy.url, { settings: { auth }, secret });
  const { explained, problems } = travelled;
  const seen = explained.map(({ result, observation }) => [result, observation?.steps, observation?.facts]);
  return JSON.stringify([seen, problems]);
};

describe('what a target says is told', () => {
  it.each<[string, string, Meddling]>([
    ['a place', `GET ${api}/experiments/get-by-name`, experimentAt(`s3://${secret}/x`)],
    ['a place that is a fact', `GET ${api}/experiments/get-by-name`, experimentAt(`mlflow-artifacts://someone:${secret}@store/0`)],
    ['what an alias means', `GET ${api}/registered-models/alias`, json({ model_version: { version: secret } })],
    ['a status', `POST ${api}/model-versions/create`, json({ model_version: { version: '1', status: secret } })],
    ['a version, which is asked for again', `POST ${api}/model-versions/create`, json({ model_version: { version: secret, status: 'READY' } })],
    ['a directory, of which files are asked', `POST ${api}/runs/create`, json({ run: { info: { run_id: '1', artifact_uri: `mlflow-artifacts:/${secret}` } } })],
    ['a param', `GET ${api}/runs/get`, json({ run: { data: { params: [{ key: 'learning_rate', value: secret }] } } })],
    ['a type', `GET ${api}/experiments/get-by-name`, { answer: { status: 200, type: `text/html; k=${secret}`, body: 'x' } }],
    ['a redirect', `GET ${api}/experiments/get-by-name`, { answer: { status: 302, headers: { location: `/login/${secret}` } } }],
  ])('without the key, although it echoes it: %s', async (_, start, meddling) => {
    const text = await told(start, meddling);
    expect(text).not.toContain(secret);
    expect(text).toContain('[redacted]');
  });

  const long = 'x'.repeat(300_000);
  it.each<[string, string, Meddling]>([
    ['a place', `GET ${api}/experiments/get-by-name`, experimentAt(`s3://${long}`)],
    ['a place that is a fact', `GET ${api}/experiments/get-by-name`, experimentAt(`mlflow-artifacts:/${long}`)],
    ['a status', `POST ${api}/model-versions/create`, json({ model_version: { version: '1', status: long } })],
    ['a version', `POST ${api}/model-versions/create`, json({ model_version: { version: long, status: 'READY' } })],
    ['a directory', `POST ${api}/runs/create`, json({ run: { info: { run_id: '1', artifact_uri: `mlflow-artifacts:/${long}` } } })],
    ['a redirect', `GET ${api}/experiments/get-by-name`, { answer: { status: 302, headers: { location: `/${long.slice(0, 10_000)}` } } }],
  ])('in few words, however long it is: %s', async (_, start, meddling) => {
    const text = await told(start, meddling);
    expect(text).toContain('…');
    expect(text.length).toBeLessThan(20_000);
  });
});
