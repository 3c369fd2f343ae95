import { beforeAll, expect, it } from 'vitest';
import { serveMlflow } from './serve.ts';

const { post } = serveMlflow();
const name = 'model';
beforeAll(async () => {
  await post('registered-models/create', { name });
});
const runIn = async (experiment: string, artifact_location?: string): Promise<{ run_id: string; artifact_uri: string }> => {
  const { experiment_id } = (await post('experiments/create', { name: experiment, artifact_location })).said;
  return (await post('runs/create', { experiment_id })).said.run.info;
};

it.each(['mlflow-artifacts:/e/r/artifacts/model', 'runs:/r/model', `models:/m-${'0'.repeat(32)}`, 's3://none/at-all'])(
  'a source such as %s is taken on trust',
  async (source) => {
    const { said } = await post('model-versions/create', { name, source });
    expect(said.model_version).toMatchObject({ source, status: 'READY' });
  },
);

it.each(['/etc', 'etc', './model', 'file:///etc', 'file:/etc', 'FILE://localhost/etc'])('the local path %s is refused', async (source) => {
  const { run_id } = await runIn(`refusing ${source}`);
  for (const more of [{}, { run_id }]) {
    const { status, said } = await post('model-versions/create', { name, source, ...more });
    expect([status, said.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(said.message).toContain(`Invalid model version source: '${source}'`);
  }
});

it('a local path is taken within the artifact directory of its run', async () => {
  const { run_id, artifact_uri } = await runIn('local', 'file:///srv/artifacts');
  const path = artifact_uri.replace('file://', '');
  const sources = [`${path}/model`, `${artifact_uri}/model`, path, `${path}/../model`, `${path}-other`, '/etc'];
  const got = [];
  for (const source of sources) got.push((await post('model-versions/create', { name, source, run_id })).status);
  expect(got).toEqual([200, 200, 200, 400, 400, 400]);
  expect((await post('model-versions/create', { name, source: path })).status).toBe(400);
  expect((await post('model-versions/create', { name, source: path, run_id: 'none' })).status).toBe(404);
});
