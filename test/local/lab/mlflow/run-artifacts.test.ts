import { expect, it } from 'vitest';
import { serveMlflow } from './serve.ts';

const { plain, post, get } = serveMlflow();
const create = async (experiment_id = '0'): Promise<{ run_id: string; artifact_uri: string }> =>
  (await post('runs/create', { experiment_id })).said.run.info;

it('lists the artifacts of a run by paths from its root on', async () => {
  const { run_id, artifact_uri: root_uri } = await create();
  expect((await get(`artifacts/list?run_id=${run_id}`)).said).toEqual({ root_uri });
  for (const path of ['model/MLmodel', 'model/data/weights.json', 'note.txt']) {
    await plain(`/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/${path}`, { method: 'PUT', body: 'text' });
  }
  expect((await get(`artifacts/list?run_id=${run_id}`)).said).toEqual({
    root_uri, files: [{ path: 'model', is_dir: true }, { path: 'note.txt', is_dir: false, file_size: 4 }],
  });
  expect((await get(`artifacts/list?run_id=${run_id}&path=model/`)).said).toEqual({
    root_uri, files: [{ path: 'model/MLmodel', is_dir: false, file_size: 4 }, { path: 'model/data', is_dir: true }],
  });
  expect((await get(`artifacts/list?run_id=${run_id}&path=none`)).said).toEqual({ root_uri });
});

it('lists nothing of a run whose artifacts are stored elsewhere', async () => {
  const { experiment_id } = (await post('experiments/create', { name: 'elsewhere', artifact_location: 's3://bucket/key' })).said;
  const { run_id } = await create(experiment_id);
  expect((await get(`artifacts/list?run_id=${run_id}`)).said).toEqual({ root_uri: `s3://bucket/key/${run_id}/artifacts` });
});

it('needs a run, and a path that stays in it', async () => {
  const { run_id } = await create();
  const paths = ['', '?run_id=none', `?run_id=${run_id}&path=a/../..`, `?run_id=${run_id}&path=/etc`];
  const got = await Promise.all(paths.map((query) => get(`artifacts/list${query}`)));
  expect(got.map(({ status, said }) => [status, said.error_code])).toEqual([
    [400, 'INVALID_PARAMETER_VALUE'], [404, 'RESOURCE_DOES_NOT_EXIST'], [400, 'INVALID_PARAMETER_VALUE'], [400, 'INVALID_PARAMETER_VALUE'],
  ]);
});
