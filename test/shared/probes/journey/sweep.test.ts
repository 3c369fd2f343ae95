import { expect, it } from 'vitest';
import { createStore, type RegisteredModel, type Run } from '../../../../local/lab/mlflow/store.ts';
import { startMlflow, travel, verdicts } from '../../../fixtures/journey.ts';
import { startProxy } from '../../../fixtures/mlflow-proxy.ts';

const hour = 3_600_000;
const ours = [{ key: 'hokusai-health', value: 'journey' }];
const name = (at: number, prefix = 'hokusai-health') => `${prefix}-${at}-0123abcd`;

const aModel = (at: number, changes: Partial<RegisteredModel> = {}): RegisteredModel => ({
  name: name(at), creation_timestamp: at, last_updated_timestamp: at, tags: ours, versions: [], lastVersion: 0, aliases: new Map(), ...changes,
});

const aRun = (at: number, tags = ours, run_name = name(at)): Run => {
  const run_id = at.toString(16).padStart(32, '0');
  return {
    info: {
      run_id, run_uuid: run_id, experiment_id: '1', run_name, user_id: '', status: 'RUNNING', start_time: at,
      artifact_uri: `mlflow-artifacts:/1/${run_id}/artifacts`, lifecycle_stage: 'active',
    },
    data: { params: [], metrics: [], tags }, inputs: {},
  };
};

/** A store in which the experiment is there, with what others left. */
const storeWith = (models: readonly RegisteredModel[], runs: readonly Run[]) => {
  const store = createStore(0);
  store.experiments.push({
    experiment_id: '1', name: 'hokusai-health', artifact_location: 'mlflow-artifacts:/1', lifecycle_stage: 'active',
    last_update_time: 0, creation_time: 0, tags: [],
  });
  store.models.push(...models);
  store.runs.push(...runs);
  for (const { info } of runs) store.artifacts.set(`1/${info.run_id}/artifacts/model/MLmodel`, Buffer.from('left'));
  return store;
};

it('removes what carries our tag and our kind of name and is older than an hour, with its files, and nothing else', async () => {
  const old = Date.now() - 2 * hour;
  const young = Date.now() - hour / 2;
  const kept = [
    aModel(young), aModel(old, { name: name(old + 1), tags: [] }), aModel(old, { name: 'hokusai-health-model' }),
    aModel(old, { name: name(old, 'other') }),
  ];
  const keptRuns = [aRun(young), aRun(old + 1, []), aRun(old + 2, ours, 'hokusai-health of mine')];
  const store = storeWith([aModel(old), ...kept], [aRun(old), ...keptRuns]);
  await using mlflow = await startMlflow(store);
  const travelled = await travel(mlflow.url);
  expect(verdicts(travelled)).toEqual(['pass', 'pass', 'pass', 'pass']);
  expect(travelled.problems).toEqual([]);
  expect(store.models.map((model) => model.name)).toEqual(kept.map((model) => model.name));
  const active = store.runs.filter(({ info }) => info.lifecycle_stage === 'active').map(({ info }) => info.run_id);
  expect(active).toEqual(keptRuns.map(({ info }) => info.run_id));
  expect([...store.artifacts.keys()]).toEqual(active.map((id) => `1/${id}/artifacts/model/MLmodel`));
});

it('removes at most twenty in one go, and the rest the next time', async () => {
  const old = Date.now() - 2 * hour;
  const many = Array.from({ length: 12 }, (_, index) => old + index);
  const store = storeWith(many.map((at) => aModel(at)), many.map((at) => aRun(at)));
  const active = () => store.runs.filter(({ info }) => info.lifecycle_stage === 'active').length;
  await using mlflow = await startMlflow(store);
  await travel(mlflow.url);
  expect(store.models.length + active()).toBe(4);
  await travel(mlflow.url);
  expect(store.models.length + active()).toBe(0);
});

it('leaves alone what another checker has just made, although the clock of MLflow is hours behind', async () => {
  const store = storeWith([aModel(Date.now() - 1_000, { creation_timestamp: Date.now() - 3 * hour })], []);
  const kept = store.models.map((model) => model.name);
  await using mlflow = await startMlflow(store);
  const travelled = await travel(mlflow.url);
  expect(verdicts(travelled)).toEqual(['pass', 'pass', 'pass', 'pass']);
  expect(store.models.map((model) => model.name)).toEqual(kept);
});

it('finds its own behind hundreds of models of other people whose names begin as ours do', async () => {
  const old = Date.now() - 3 * hour;
  const theirs = Array.from({ length: 250 }, (_, index) => aModel(old, { name: `hokusai-health-${String(index).padStart(4, '0')}`, tags: index < 125 ? [] : ours }));
  const store = storeWith([...theirs, aModel(old)], []);
  await using mlflow = await startMlflow(store);
  expect((await travel(mlflow.url)).problems).toEqual([]);
  expect(store.models).toEqual(theirs);
});

it('reads page after page, also where others hang so much on their models that all of them together could not be read', async () => {
  const old = Date.now() - 3 * hour;
  const tags = [...ours, { key: 'card', value: 'x'.repeat(40_000) }];
  const young = Array.from({ length: 30 }, (_, index) => aModel(old + index, { creation_timestamp: Date.now(), tags }));
  const store = storeWith([...young, aModel(old + hour)], []);
  await using mlflow = await startMlflow(store);
  expect((await travel(mlflow.url)).problems).toEqual([]);
  expect(store.models).toEqual(young);
});

it('gets to the runs although none of twenty models may be removed', async () => {
  const old = Date.now() - 2 * hour;
  const store = storeWith(Array.from({ length: 20 }, (_, index) => aModel(old + index)), [aRun(old)]);
  await using mlflow = await startMlflow(store);
  const theirs = store.models.map((model) => model.name);
  await using proxy = await startProxy(mlflow.url, {
    meddle: (request, body) => (request.startsWith('DELETE ') && theirs.some((each) => body.includes(each))
      ? { answer: { status: 403, type: 'text/plain', body: 'Permission denied' } } : undefined),
  });
  const { problems } = await travel(proxy.url);
  expect(problems).toEqual([{ code: 'cleanup-incomplete', message: expect.stringContaining('403 Permission denied') }]);
  expect(store.models.map((model) => model.name)).toEqual(theirs);
  expect(store.runs.map(({ info }) => info.lifecycle_stage)).toEqual(['deleted', 'deleted']);
});

it('passes over what it cannot make out, and removes the rest', async () => {
  const old = Date.now() - 2 * hour;
  const [odd, placeless, plain] = [aRun(old), aRun(old + 1), aRun(old + 2)];
  const store = storeWith([], [{ ...odd, info: { ...odd.info, run_name: 7 as never } }, { ...placeless, info: { ...placeless.info, artifact_uri: '' } }, plain]);
  await using mlflow = await startMlflow(store);
  await using proxy = await startProxy(mlflow.url);
  expect((await travel(proxy.url)).problems).toEqual([]);
  expect(store.runs.map(({ info }) => info.lifecycle_stage)).toEqual(['active', 'deleted', 'deleted', 'deleted']);
});

it('is done also where something of our own could not be removed, and both are told', async () => {
  const old = Date.now() - 2 * hour;
  const store = storeWith([aModel(old)], [aRun(old)]);
  await using mlflow = await startMlflow(store);
  await using proxy = await startProxy(mlflow.url, {
    meddle: (request) => (/^DELETE .*registered-models\/delete$/.test(request) ? { answer: { status: 500, body: 'no' } } : undefined),
  });
  const { problems } = await travel(proxy.url);
  const message = expect.stringMatching(/ not removed: delete model \S+: 500 no; what an earlier run left was not removed: delete model \S+: 500 no$/);
  expect(problems).toEqual([{ code: 'cleanup-incomplete', message }]);
  expect(store.runs.map(({ info }) => info.lifecycle_stage)).toEqual(['deleted', 'deleted']);
});

it('finds its own behind more old ones of another checker than it removes', async () => {
  const old = Date.now() - 3 * hour;
  const theirs = Array.from({ length: 30 }, (_, index) => aRun(old + index, ours, name(old + index, 'another')));
  const store = storeWith([], [...theirs, aRun(old + hour)]);
  await using mlflow = await startMlflow(store);
  await travel(mlflow.url);
  const active = store.runs.filter(({ info }) => info.lifecycle_stage === 'active').map(({ info }) => info.run_id);
  expect(active).toEqual(theirs.map(({ info }) => info.run_id));
});

it('removes again the runs that come back when the experiment is restored', async () => {
  const store = storeWith([], [aRun(Date.now() - 2 * hour)]);
  for (const { info } of store.runs) info.lifecycle_stage = 'deleted';
  for (const experiment of store.experiments.slice(1)) experiment.lifecycle_stage = 'deleted';
  await using mlflow = await startMlflow(store);
  const travelled = await travel(mlflow.url);
  expect(travelled.explained[1]?.observation?.facts).toMatchObject({ experiment: 'restored' });
  expect(travelled.problems).toEqual([]);
  expect(store.runs.map(({ info }) => info.lifecycle_stage)).toEqual(['deleted', 'deleted']);
});

it('comes after our own cleanup, and is told where it fails', async () => {
  const old = Date.now() - 2 * hour;
  await using mlflow = await startMlflow(storeWith([aModel(old)], []));
  await using proxy = await startProxy(mlflow.url, {
    meddle: (request) => (request.includes('registered-models/search') ? { answer: { status: 500, body: 'no search' } } : undefined),
  });
  const { problems } = await travel(proxy.url);
  expect(problems).toEqual([{
    code: 'cleanup-incomplete', message: expect.stringMatching(/what an earlier run left was not removed: look for old models: 500 no search$/),
  }]);
  const last = proxy.requests.findLastIndex((request) => request.startsWith('DELETE ') || request.includes('runs/delete'));
  expect(proxy.requests.findIndex((request) => request.includes('/registered-models/search'))).toBeGreaterThan(last);
});
