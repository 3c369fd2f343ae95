import { beforeEach, expect, it } from 'vitest';
import type { MlflowSettings } from '../../../../local/lab/mlflow/settings.ts';
import { serveMlflow } from './serve.ts';

let settings: MlflowSettings = {};
const { plain, post } = serveMlflow(undefined, () => settings);

const root = '/api/2.0/mlflow-artifacts/artifacts';
const file = `${root}/1/a.txt`;
const put = (body: string, path = file) => plain(path, { method: 'PUT', body });

/** What is said to each of these requests, in the order in which they are made. */
const answers = async (): Promise<Readonly<Record<string, readonly unknown[]>>> => {
  const asked = { put: () => put('hello'), get: () => plain(file), list: () => plain(root), remove: () => plain(file, { method: 'DELETE' }) };
  const said: Record<string, readonly unknown[]> = {};
  for (const [name, ask] of Object.entries(asked)) {
    const { status, headers, body } = await ask();
    said[name] = [status, headers['content-type'], body];
  }
  return said;
};

const disabled = (rule: string) => [503, 'text/html; charset=utf-8',
  `Endpoint: ${rule} disabled due to the mlflow server running with \`--no-serve-artifacts\`. `
  + 'To enable artifacts server functionality, run `mlflow server` with `--serve-artifacts`'];

beforeEach(async () => {
  settings = {};
  await put('from before');
});

// As MLflow 3.17.2 answers on loopback, letter by letter.
it('serves no artifacts where it was started without', async () => {
  settings = { withoutArtifacts: true };
  const file503 = [503, 'application/json', '{"detail":"Artifact serving is disabled. Run `mlflow server` with `--serve-artifacts` to enable."}'];
  expect(await answers()).toEqual({ put: file503, get: file503, list: disabled(root), remove: disabled(`${root}/<path:artifact_path>`) });
});

it('tells of a bucket that refuses where it lists, and not where it uploads', async () => {
  settings = { bucketRefuses: true };
  const denied = [403, 'application/json', expect.stringMatching(/^\{"error_code":"PERMISSION_DENIED","message":"Failed to list artifacts in s3:.*: Access Denied"/)];
  expect(await answers()).toEqual({
    put: [500, 'text/plain; charset=utf-8', 'Internal Server Error'], get: denied, list: denied,
    remove: [500, 'text/html; charset=utf-8', expect.stringContaining('<title>500 Internal Server Error</title>')],
  });
});

it('may store empty files, and say that all is well', async () => {
  settings = { emptiesUploads: true };
  expect(await answers()).toMatchObject({
    put: [200, undefined, ''], get: [200, 'application/octet-stream', ''], list: [200, 'application/json', '{"files":[{"path":"1","is_dir":true}]}'],
  });
});

it('has what was there before when it is well again, and finds experiments all the while', async () => {
  settings = { withoutArtifacts: true };
  await answers();
  expect((await post('experiments/search', { max_results: 1 })).status).toBe(200);
  settings = { bucketRefuses: true };
  await answers();
  settings = {};
  expect((await plain(file)).body).toBe('from before');
});
