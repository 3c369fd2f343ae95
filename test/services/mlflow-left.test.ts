import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mlflowVersions, startMlflow, type MlflowVersion, type RunningMlflow } from '../../scripts/services/mlflow.ts';
import { skipVariable } from '../../scripts/services/service.ts';
import { models } from '../../shared/mlflow/api.ts';
import { converse, type Conversation } from '../../shared/mlflow/conversation.ts';
import { ourModels, ourTags } from '../../shared/mlflow/names.ts';
import { at, jsonOf, listAt } from '../../shared/mlflow/read.ts';
import { Stopwatch } from '../../shared/probes/dial/stopwatch.ts';
import { openLine } from '../../shared/probes/journey/line.ts';
import { travel, verdicts } from '../fixtures/journey.ts';
import { isFirst, startProxy } from '../fixtures/mlflow-proxy.ts';
import { nothing, userOf } from './mlflow-user.ts';

const ready = process.env['TEST_SERVICES_MLFLOW']?.split(' ') ?? [];
const missing = process.env[skipVariable('mlflow')] ?? 'npm run test:services installs it';

/** A server's start is a matter of many seconds where the machine has other things to do. */
const patience = 180_000;

const titles = Object.keys(mlflowVersions).map((version) =>
  [version as MlflowVersion, ready.includes(version) ? '' : ` is not here: ${missing}`] as const);

/** What a conversation of the journey's own with a server comes to. */
const talking = async <T>(url: string, work: (talk: Conversation) => Promise<T>): Promise<T> => {
  const stopwatch = new Stopwatch();
  const line = await openLine({ base: new URL(url), key: undefined, network: {}, signal: AbortSignal.timeout(20_000), stopwatch });
  try {
    return await work(converse({ send: line.send, monotonic: () => performance.now(), secrets: [] }));
  } finally {
    await line.close();
  }
};

/** What others do in the middle of a journey, what comes late, and how what is left is found. */
for (const [version, lacking] of titles) describe.skipIf(lacking !== '')(`MLflow ${version}${lacking}`, () => {
  let server: RunningMlflow;
  let user: ReturnType<typeof userOf>;
  beforeAll(async () => {
    server = await startMlflow(version);
    user = userOf(server.url);
    // The experiment is there from now on.
    await travel(server.url, { timeoutMs: 20_000 });
  }, patience);
  afterAll(() => server.stop(), patience);

  test('has its experiment found again that somebody deletes when it was just found', async () => {
    const isRun = isFirst('POST /api/2.0/mlflow/runs/create');
    const experiment_id = await user.experimentId();
    await using proxy = await startProxy(server.url, {
      meddle: (request) => (isRun(request) ? { after: user.ask('POST', 'mlflow/experiments/delete', { experiment_id }) } : undefined),
    });
    const travelled = await travel(proxy.url, { timeoutMs: 20_000, confirmationMs: [100] });
    expect([verdicts(travelled), travelled.problems]).toEqual([['pass', 'pass', 'pass', 'pass'], []]);
    expect(travelled.explained[2]?.result).toMatchObject({ attempts: 2, afterRetry: true });
    const { runs = [] } = await user.ask('POST', 'mlflow/runs/search', { experiment_ids: [experiment_id], max_results: 100 });
    for (const { info } of runs) await user.ask('POST', 'mlflow/runs/delete', { run_id: info.run_id });
    expect(await user.left()).toEqual(nothing);
  });

  test('keeps the run for a file that comes when all is removed', async () => {
    const isUpload = isFirst('PUT ');
    const held = Promise.withResolvers<void>();
    await using proxy = await startProxy(server.url, { meddle: (request) => (isUpload(request) ? { after: held.promise } : undefined) });
    const { problems } = await travel(proxy.url, { timeoutMs: 2_000 });
    expect(problems).toEqual([{ code: 'cleanup-incomplete', message: expect.stringContaining('is left for the sweep') }]);
    held.resolve();
    await vi.waitFor(async () => expect(await user.left()).toMatchObject({ runs: [expect.stringMatching(/^hokusai-health-/)], files: [expect.any(String)] }));
    const { runs = [] } = await user.ask('POST', 'mlflow/runs/search', { experiment_ids: [await user.experimentId()], max_results: 100 });
    for (const { info: { run_id } } of runs) {
      await user.ask('DELETE', `mlflow-artifacts/artifacts/${await user.experimentId()}/${run_id}`);
      await user.ask('POST', 'mlflow/runs/delete', { run_id });
    }
    expect(await user.left()).toEqual(nothing);
  });

  test('finds models by our tag and the form of our names, page by page', async () => {
    const ours = ['hokusai-health-1700000000000-0123abcd', 'hokusai-health-1700000000001-0123abcd'];
    const theirs = ['hokusai-health-0', 'hokusai-health-staging-1700000000000-0123abcd', 'hokusai-health-1700000000000-0123abc'];
    for (const name of [...ours, ...theirs]) await user.ask('POST', 'mlflow/registered-models/create', { name, tags: ourTags(name) });
    const untagged = 'hokusai-health-1600000000000-0123abcd';
    await user.ask('POST', 'mlflow/registered-models/create', { name: untagged });
    const pages = await talking(server.url, async (talk) => {
      const found: unknown[] = [];
      let page: string | undefined;
      do {
        page = await talk.ask('search', models.search(ourModels('hokusai-health'), 1, page), (answer) => {
          const json = jsonOf(answer);
          found.push(listAt(json, 'registered_models').map((model) => at(model, 'name')));
          const next = at(json, 'next_page_token');
          return typeof next === 'string' && next !== '' ? next : undefined;
        });
      } while (page !== undefined);
      return found;
    });
    expect(pages).toEqual(ours.map((name) => [name]));
    for (const name of [...ours, ...theirs, untagged]) await user.ask('DELETE', 'mlflow/registered-models/delete', { name });
  });
});
