import { expect, it } from 'vitest';
import { serveMlflow } from './serve.ts';

const { plain, call, post, get } = serveMlflow();
const create = async (more: object = {}): Promise<{ model_id: string; artifact_uri: string }> =>
  (await post('logged-models', { experiment_id: '0', name: 'model', ...more })).said.model.info;

it('is pending until it is finalized, and gone once it is deleted', async () => {
  const { status, said } = await post('logged-models', { experiment_id: '0', name: 'one', source_run_id: 'r', params: [], tags: [] });
  const { model_id, artifact_uri } = said.model.info;
  expect([status, said.model.data]).toEqual([200, {}]);
  expect(model_id).toMatch(/^m-[\da-f]{32}$/u);
  expect(artifact_uri).toBe(`mlflow-artifacts:/0/models/${model_id}/artifacts`);
  expect(said.model.info).toMatchObject({ experiment_id: '0', name: 'one', source_run_id: 'r', status: 'LOGGED_MODEL_PENDING' });
  const ready = await call('PATCH', `logged-models/${model_id}`, { model_id, status: 'LOGGED_MODEL_READY' });
  expect([ready.status, ready.said.model.info.status]).toEqual([200, 'LOGGED_MODEL_READY']);
  expect((await get(`logged-models/${model_id}`)).said).toEqual(ready.said);
  expect((await call('DELETE', `logged-models/${model_id}`)).said).toEqual({});
  expect((await get(`logged-models/${model_id}`)).status).toBe(404);
});

it('can fail to be uploaded, and takes no other outcome', async () => {
  const { model_id } = await create();
  const patch = (status?: string) => call('PATCH', `logged-models/${model_id}`, { model_id, status });
  expect((await patch('LOGGED_MODEL_UPLOAD_FAILED')).said.model.info.status).toBe('LOGGED_MODEL_UPLOAD_FAILED');
  expect([(await patch('DONE')).status, (await patch()).status]).toEqual([400, 400]);
});

it('needs an experiment that is there', async () => {
  const got = [await post('logged-models', { experiment_id: '77', name: 'm' }), await post('logged-models', { name: 'm' })];
  expect(got.map(({ status }) => status)).toEqual([404, 400]);
});

it('is found by its experiment', async () => {
  const { experiment_id } = (await post('experiments/create', { name: 'searched' })).said;
  expect((await post('logged-models/search', { experiment_ids: [experiment_id] })).said).toEqual({});
  const { model_id } = await create({ experiment_id });
  const { models } = (await post('logged-models/search', { experiment_ids: [experiment_id] })).said;
  expect(models.map(({ info }: { info: { model_id: string } }) => info.model_id)).toEqual([model_id]);
  expect((await post('logged-models/search', { experiment_ids: [experiment_id], filter: "name = 'x'" })).status).toBe(400);
});

it('has files of its own', async () => {
  const { model_id, artifact_uri: root_uri } = await create();
  await plain(`/api/2.0/mlflow-artifacts/artifacts/0/models/${model_id}/artifacts/MLmodel`, { method: 'PUT', body: 'flavors: {}' });
  expect((await get(`logged-models/${model_id}/artifacts/directories`)).said)
    .toEqual({ root_uri, files: [{ path: 'MLmodel', is_dir: false, file_size: 11 }] });
});

it('is linked to a run that is there and active', async () => {
  const { run_id } = (await post('runs/create', { experiment_id: '0' })).said.run.info;
  const { model_id } = await create({ source_run_id: run_id });
  const models = [{ model_id, step: 0 }];
  expect((await post('runs/outputs', { run_id, models })).said).toEqual({});
  expect((await get(`runs/get?run_id=${run_id}`)).said.run.outputs).toEqual({ model_outputs: models });
  await post('runs/delete', { run_id });
  const refused = [await post('runs/outputs', { run_id, models }), await post('runs/outputs', { run_id: 'none', models })];
  expect(refused.map(({ status }) => status)).toEqual([400, 404]);
});
