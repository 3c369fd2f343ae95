import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mlflowVersions, pythonOf, startMlflow, type MlflowVersion, type RunningMlflow } from '../../scripts/services/mlflow.ts';
import { skipVariable } from '../../scripts/services/service.ts';
import { converse } from '../../shared/mlflow/conversation.ts';
import { makeModel, sha256 } from '../../shared/mlflow/local-model.ts';
import { locate } from '../../shared/mlflow/location.ts';
import { ourTags } from '../../shared/mlflow/names.ts';
import { Stopwatch } from '../../shared/probes/dial/stopwatch.ts';
import { openLine } from '../../shared/probes/journey/line.ts';
import { failedStep, travel, verdicts } from '../fixtures/journey.ts';
import { startProxy } from '../fixtures/mlflow-proxy.ts';
import { nothing, userOf } from './mlflow-user.ts';

const ready = process.env['TEST_SERVICES_MLFLOW']?.split(' ') ?? [];
const missing = process.env[skipVariable('mlflow')] ?? 'npm run test:services installs it';

/** A server's start is a matter of many seconds where the machine has other things to do. */
const patience = 180_000;
const passed = ['pass', 'pass', 'pass', 'pass'];
const hour = 3_600_000;

const titles = Object.keys(mlflowVersions).map((version) =>
  [version as MlflowVersion, ready.includes(version) ? '' : ` is not here: ${missing}`] as const);

const loseUploads = (request: string) => (request.startsWith('PUT ') ? { body: Buffer.alloc(0) } : undefined);
const loseLengths = (request: string) => (/^(?:POST|PUT|DELETE) /.test(request) ? { chunked: true } as const : undefined);
const pathIn = (uri = '') => uri.replace('mlflow-artifacts:/', '');

/** Where a server says that the files of a version are. */
const located = async (url: string, name: string, modelVersion = ''): Promise<string> => {
  const stopwatch = new Stopwatch();
  const line = await openLine({ base: new URL(url), key: undefined, network: {}, signal: AbortSignal.timeout(20_000), stopwatch });
  try {
    return await locate(converse({ send: line.send, monotonic: () => performance.now(), secrets: [] }), name, modelVersion);
  } finally {
    await line.close();
  }
};

for (const [version, lacking] of titles) describe.skipIf(lacking !== '')(`MLflow ${version}${lacking}`, () => {
  const newer = version.startsWith('3.');

  let server: RunningMlflow;
  let user: ReturnType<typeof userOf>;
  beforeAll(async () => {
    server = await startMlflow(version);
    user = userOf(server.url);
  }, patience);
  afterAll(() => server.stop(), patience);

  test('is travelled through, and only the experiment is left', async () => {
    const first = await travel(server.url, { timeoutMs: 20_000 });
    expect(failedStep(first)).toBeUndefined();
    expect([verdicts(first), first.problems]).toEqual([passed, []]);
    const facts = { experiment: 'created', artifactLocation: expect.stringMatching(/^mlflow-artifacts:\//) };
    expect(first.explained[1]?.observation?.facts).toMatchObject(facts);
    expect(await user.left()).toEqual(nothing);
  });

  test('is travelled through behind a proxy that mounts it and asks for a key', async () => {
    await using proxy = await startProxy(server.url, { key: 'made-up-token' });
    const settings = { auth: { credential: 'key', as: 'bearer' } } as const;
    const travelled = await travel(proxy.url, { settings, secret: 'made-up-token' });
    expect([verdicts(travelled), travelled.problems]).toEqual([passed, []]);
    expect(travelled.explained[1]?.observation?.facts).toMatchObject({ experiment: 'found' });
    const refused = await travel(proxy.url, { settings, secret: 'another' });
    expect(refused.explained[1]?.result).toMatchObject({ verdict: 'fail', status: 401, answeredBy: 'application' });
    expect(await user.left()).toEqual(nothing);
  });

  test('has the experiment restored that somebody deleted', async () => {
    await user.ask('POST', 'mlflow/experiments/delete', { experiment_id: await user.experimentId() });
    const travelled = await travel(server.url);
    expect([verdicts(travelled), travelled.problems]).toEqual([passed, []]);
    expect(travelled.explained[1]?.observation?.facts).toMatchObject({ experiment: 'restored' });
    // With it come back the runs that were deleted before it was; they are swept when they are an hour old.
    const { runs } = await user.left();
    expect(runs).toEqual([1, 2].map(() => expect.stringMatching(/^hokusai-health-\d{13}-[0-9a-f]{8}$/)));
    const revived = await user.ask('POST', 'mlflow/runs/search', { experiment_ids: [await user.experimentId()], max_results: 10 });
    for (const { info } of revived.runs ?? []) await user.ask('POST', 'mlflow/runs/delete', { run_id: info.run_id });
    expect(await user.left()).toEqual(nothing);
  });

  test('takes several journeys at once, the first of that experiment', async () => {
    const together = await Promise.all([1, 2, 3].map(() => travel(server.url, { timeoutMs: 20_000, settings: { experiment: 'race' } })));
    expect(together.map((one) => [failedStep(one), verdicts(one), one.problems])).toEqual([1, 2, 3].map(() => [undefined, passed, []]));
    expect(await user.left()).toEqual({ ...nothing, experiments: ['Default', 'hokusai-health', 'race'] });
    const { experiment } = await user.ask('GET', 'mlflow/experiments/get-by-name?experiment_name=race');
    await user.ask('POST', 'mlflow/experiments/delete', experiment);
  });

  test('behind a proxy that loses uploads stores nothing and says 200, which is noticed', async () => {
    await using proxy = await startProxy(server.url, { meddle: loseUploads });
    const travelled = await travel(proxy.url);
    expect(verdicts(travelled)).toEqual(['pass', 'pass', 'fail', 'blocked']);
    expect(failedStep(travelled)).toMatchObject({ name: 'list model', failed: expect.stringContaining('MLmodel has 0 bytes instead of ') });
    expect(await user.left()).toEqual(nothing);
  });

  test('behind a proxy that sends bodies on without their length misses parameters, in 3.x', async () => {
    await using proxy = await startProxy(server.url, { meddle: loseLengths });
    const travelled = await travel(proxy.url);
    const { name, status, failed = '' } = failedStep(travelled) ?? {};
    expect(verdicts(travelled)).toEqual(newer ? ['pass', 'pass', 'fail', 'blocked'] : passed);
    expect([name, status]).toEqual(newer ? ['create a run', 400] : [undefined, undefined]);
    expect(failed).toMatch(newer ? /it was sent: something on the way/ : /^$/);
  });

  test.each(['runs/create', 'registered-models/create', 'model-versions/create'])('keeps nothing of a lost answer to %s', async (path) => {
    let first = true;
    await using proxy = await startProxy(server.url, {
      meddle: (request) => {
        const lose = first && request === `POST /api/2.0/mlflow/${path}`;
        if (lose) first = false;
        return lose ? { instead: 'break' } : undefined;
      },
    });
    const travelled = await travel(proxy.url);
    expect(verdicts(travelled)).toContain('fail');
    expect(travelled.problems).toEqual([]);
    expect(await user.left()).toEqual(nothing);
  });

  test('under a path that it does not have answers with a page of its own', async () => {
    const travelled = await travel(`${server.url}/api/mlflow`);
    const failed = expect.stringContaining('404 Not Found') as string;
    expect(failedStep(travelled)).toMatchObject({ name: 'find the experiment', status: 404, answeredBy: 'mlflow', failed });
    expect(travelled.problems).toEqual([]);
  });

  test('has what a crashed run left removed, and what is young or not ours kept', async () => {
    const experiment_id = await user.experimentId();
    const at = Date.now() - 2 * hour;
    const make = (run_name: string, start_time: number, tags = ourTags(run_name)) =>
      user.ask('POST', 'mlflow/runs/create', { experiment_id, run_name, start_time, tags });
    const old = await make(`hokusai-health-${at}-0123abcd`, at);
    // More than an answer has, before it: they say that they are old, but not their names.
    const odd: (typeof old)[] = [];
    for (let index = 0; index < 25; index += 1) odd.push(await make(`hokusai-health-${Date.now()}-0123abcd`, at - 1_000 - index));
    const kept = [await make(`hokusai-health-${Date.now()}-0123abcd`, Date.now()), await make('mine', at, [])];
    const young = `hokusai-health-${Date.now()}-89abcdef`;
    await user.ask('POST', 'mlflow/registered-models/create', { name: young, tags: ourTags(young) });
    const root = old.run?.info.artifact_uri.replace('mlflow-artifacts:/', '') ?? '';
    await fetch(`${server.url}/api/2.0/mlflow-artifacts/artifacts/${root}/left.txt`, { method: 'PUT', body: 'left' });

    const travelled = await travel(server.url);
    expect([verdicts(travelled), travelled.problems]).toEqual([passed, []]);
    for (const { run } of odd) await user.ask('POST', 'mlflow/runs/delete', { run_id: run?.info.run_id });
    const left = await user.left();
    expect(left).toMatchObject({ models: [young], files: [] });
    expect(left.runs.toSorted()).toEqual([expect.stringMatching(/^hokusai-health-\d+-0123abcd$/), 'mine']);
    for (const { run } of kept) await user.ask('POST', 'mlflow/runs/delete', { run_id: run?.info.run_id });
    await user.ask('DELETE', 'mlflow/registered-models/delete', { name: young });
  });

  test.each(newer ? ['run', 'logged model'] : ['run'])("leads to a version's files by way of its %s", async (way) => {
    const experiment_id = await user.experimentId();
    const { run } = await user.ask('POST', 'mlflow/runs/create', { experiment_id, start_time: Date.now() });
    const run_id = run?.info.run_id;
    const logged = way === 'run' ? undefined
      : (await user.ask('POST', 'mlflow/logged-models', { experiment_id, name: 'logged', source_run_id: run_id })).model?.info;
    const name = 'by-way-of';
    await user.ask('POST', 'mlflow/registered-models/create', { name });
    const source = logged === undefined ? { source: `runs:/${run_id}` } : { source: `models:/${logged.model_id}`, model_id: logged.model_id };
    const { model_version } = await user.ask('POST', 'mlflow/model-versions/create', { name, run_id, ...source });
    expect(await located(server.url, name, model_version?.version)).toBe(pathIn((logged ?? run?.info)?.artifact_uri));
    if (logged !== undefined) await user.ask('DELETE', `mlflow/logged-models/${logged.model_id}`);
    await user.ask('DELETE', 'mlflow/registered-models/delete', { name });
    await user.ask('POST', 'mlflow/runs/delete', { run_id });
  });

  test('loads the model that is made here, and predicts what it should', () => {
    const directory = mkdtempSync(join(tmpdir(), 'hokusai-model-'));
    try {
      const files = makeModel(sha256(Buffer.from(version)).slice(0, 32), Date.now());
      for (const { path, bytes } of files) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), bytes);
      }
      const { example } = JSON.parse(files.at(-1)?.bytes.toString() ?? '') as { example: { input: number[]; output: number } };
      const program = 'import json, sys, mlflow\n'
        + 'print(json.dumps(mlflow.pyfunc.load_model(sys.argv[1]).predict([json.loads(sys.argv[2])])))';
      // MLflow leaves a folder where it runs.
      const there = { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'] as Array<'ignore' | 'pipe'> };
      const printed = execFileSync(pythonOf(version), ['-c', program, directory, JSON.stringify(example.input)], there);
      expect(JSON.parse(printed.toString())).toEqual([example.output]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }, patience);

  test('with its basic-auth plugin takes a user and a password, and no other key', async () => {
    const admin = { user: 'admin', password: 'made-up-password' };
    const guarded = await startMlflow(version, { admin });
    try {
      const secret = `${admin.user}:${admin.password}`;
      const travelled = await travel(guarded.url, { settings: { auth: { credential: 'login', as: 'basic' } }, secret, timeoutMs: 20_000 });
      expect([failedStep(travelled), verdicts(travelled), travelled.problems]).toEqual([undefined, passed, []]);
      const bearer = await travel(guarded.url, { settings: { auth: { credential: 'login', as: 'bearer' } }, secret });
      expect(bearer.explained[1]?.result).toMatchObject({ verdict: 'fail', status: 401, answeredBy: 'mlflow' });

      const reader = { username: 'reader', password: 'another-made-up-password' };
      const sent = { authorization: `Basic ${Buffer.from(secret).toString('base64')}`, 'content-type': 'application/json' };
      await fetch(`${guarded.url}/api/2.0/mlflow/users/create`, { method: 'POST', headers: sent, body: JSON.stringify(reader) });
      const reading = { settings: { auth: { credential: 'login', as: 'basic' } }, secret: `${reader.username}:${reader.password}` } as const;
      const refused = await travel(guarded.url, { ...reading, timeoutMs: 20_000 });
      expect(failedStep(refused)).toMatchObject({ name: 'create a run', status: 403, answeredBy: 'mlflow', failed: 'Permission denied' });
    } finally {
      await guarded.stop();
    }
  }, patience);
});
