import { createHash, randomBytes } from 'node:crypto';
import { makeModel } from '../shared/mlflow/local-model.ts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface Said {
  readonly experiment: { readonly experiment_id: string; readonly artifact_location: string };
  readonly run: { readonly info: { readonly run_id: string; readonly artifact_uri: string; readonly status: string } };
  readonly model_version: { readonly version: string };
  readonly artifact_uri: string;
  readonly files: readonly { readonly path: string; readonly file_size?: number }[];
}

const expectThat = (ok: boolean, what: string): void => {
  if (!ok) throw new Error(`not as expected: ${what}`);
};

/** The requests of the journey, its comparisons and its cleanup, as one writes them down with `fetch`, without steps, reasons or timings. */
export const journeyByHand = async (url: string): Promise<void> => {
  const json = async (method: string, path: string, body?: object): Promise<Said> => {
    const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/api/2.0/mlflow/${path}`, { method, ...sent });
    expectThat(answer.ok, path);
    return await answer.json() as Said;
  };
  const artifacts = `${url}/api/2.0/mlflow-artifacts/artifacts`;
  const files = makeModel(randomBytes(16).toString('hex'), Date.now());
  const name = `by-hand-${Date.now()}-${randomBytes(4).toString('hex')}`;
  const tags = [{ key: 'by-hand', value: name }];
  const compare = async (directory: string) => {
    for (const [below, file] of [['', files[0]], ['/code', files[1]], ['/data', files[2]]] as const) {
      const listed = await (await fetch(`${artifacts}?path=${encodeURIComponent(directory + below)}`)).json() as Said;
      expectThat(listed.files.some(({ path, file_size }) => file?.path.endsWith(path) === true && file_size === file.bytes.length), 'listing');
    }
    for (const { path, bytes, sha256: hash } of files) {
      const got = Buffer.from(await (await fetch(`${artifacts}/${directory}/${path}`)).arrayBuffer());
      expectThat(got.length === bytes.length && sha256(got) === hash, path);
    }
  };

  const { experiment } = await json('GET', 'experiments/get-by-name?experiment_name=hokusai-health');
  expectThat(experiment.artifact_location.startsWith('mlflow-artifacts:'), 'location');
  const { experiment_id } = experiment;
  const { run: { info } } = await json('POST', 'runs/create', { experiment_id, run_name: name, start_time: Date.now(), tags });
  const { run_id, artifact_uri } = info;
  await json('POST', 'runs/log-batch', {
    run_id, params: [{ key: 'seed', value: 'a' }], metrics: [{ key: 'accuracy', value: 0.875, timestamp: Date.now(), step: 0 }], tags,
  });
  const root = artifact_uri.replace('mlflow-artifacts:/', '');
  for (const { path, bytes } of files) {
    const body = new Uint8Array(bytes);
    expectThat((await fetch(`${artifacts}/${root}/model/${path}`, { method: 'PUT', body })).ok, path);
  }
  await compare(`${root}/model`);
  await json('POST', 'runs/update', { run_id, status: 'FINISHED', end_time: Date.now() });
  expectThat((await json('GET', `runs/get?run_id=${run_id}`)).run.info.status === 'FINISHED', 'status');

  await json('POST', 'registered-models/create', { name, tags });
  const { model_version: { version } } = await json('POST', 'model-versions/create', { name, source: `${artifact_uri}/model`, run_id, tags });
  await json('POST', 'registered-models/alias', { name, alias: 'checked', version });
  expectThat((await json('GET', `registered-models/alias?name=${name}&alias=checked`)).model_version.version === version, 'alias');
  const uri = (await json('GET', `model-versions/get-download-uri?name=${name}&version=${version}`)).artifact_uri;
  await compare(uri.replace('mlflow-artifacts:/', ''));

  await json('DELETE', 'registered-models/alias', { name, alias: 'checked' });
  await json('DELETE', 'model-versions/delete', { name, version });
  await json('DELETE', 'registered-models/delete', { name });
  await (await fetch(`${artifacts}/${root.replace(/\/artifacts$/, '')}`, { method: 'DELETE' })).arrayBuffer();
  await json('POST', 'runs/delete', { run_id });
  await json('GET', `registered-models/search?max_results=200&filter=${encodeURIComponent("name LIKE 'by-hand-%'")}`);
  const filter = `tags.\`by-hand\` = '${name}' and attributes.start_time < ${Date.now() - 3_600_000}`;
  await json('POST', 'runs/search', { experiment_ids: [experiment_id], filter, max_results: 20 });
};
