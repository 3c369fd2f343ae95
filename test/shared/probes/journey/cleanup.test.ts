import { describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../../../local/lab/mlflow/store.ts';
import { leftIn, nothing, startMlflow, travel, verdicts, type Travel } from '../../../fixtures/journey.ts';
import { startProxy, type Meddling } from '../../../fixtures/mlflow-proxy.ts';

const api = '/api/2.0/mlflow';

/** A journey of which some requests are meddled with, each as often as it is listed. */
const disturbed = async (starts: readonly string[], meddling: Meddling, options: Travel = {}, store: Store = createStore(Date.now())) => {
  const waiting = [...starts];
  const seen: ReturnType<typeof leftIn>[] = [];
  await using mlflow = await startMlflow(store);
  await using proxy = await startProxy(mlflow.url, {
    meddle: (request) => {
      seen.push(leftIn(store));
      const index = waiting.findIndex((start) => request.startsWith(start));
      return index < 0 ? undefined : (waiting.splice(index, 1), meddling);
    },
  });
  const travelled = await travel(proxy.url, options);
  return { travelled, seen, left: leftIn(store), requests: proxy.requests, store };
};

const changing = [
  `POST ${api}/runs/create`, `POST ${api}/runs/log-batch`, 'PUT ', `POST ${api}/runs/update`, `POST ${api}/registered-models/create`,
  `POST ${api}/model-versions/create`, `POST ${api}/registered-models/alias`,
] as const;

describe.concurrent('nothing is left', () => {
  it.each(changing)('where the answer to %s is lost', async (start) => {
    const { travelled, left, seen } = await disturbed([start], { instead: 'break' });
    expect(verdicts(travelled)).toContain('fail');
    expect(travelled.explained.find(({ result }) => result.verdict === 'fail')?.result).toMatchObject({ reason: 'closed-early' });
    expect(seen.some(({ runs }) => runs > 0)).toBe(true);
    expect(left).toEqual(nothing);
    expect(travelled.problems).toEqual([]);
  });

  it('where an answer does not come before the time-out of a stage', async () => {
    const { travelled, left } = await disturbed([`POST ${api}/runs/create`], { instead: 'silence' }, { timeoutMs: 1_000 });
    expect(travelled.explained[2]?.result).toMatchObject({ verdict: 'fail', reason: 'header-timeout', phase: 'firstByte' });
    expect(left).toEqual(nothing);
  });

  it('where the run itself ends meanwhile: its last seconds are for that', async () => {
    const deadlineAt = Date.now() + 5_000 + 100 + 400;
    const { travelled, left } = await disturbed([`POST ${api}/model-versions/create`], { instead: 'silence' }, { deadlineAt });
    expect(travelled.explained[3]?.result).toMatchObject({ verdict: 'unknown', reason: 'deadline' });
    expect(left).toEqual(nothing);
    expect(travelled.problems).toEqual([]);
  });

  it('where a stage that failed is tried again: each try has names of its own', async () => {
    const { travelled, left, store } = await disturbed(['PUT '], { answer: { status: 500, body: 'oh' } }, { confirmationMs: [30, 60] });
    expect(verdicts(travelled)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(travelled.explained[2]?.result).toMatchObject({ attempts: 2, afterRetry: true });
    expect(new Set(store.runs.map(({ info }) => info.run_name)).size).toBe(2);
    expect(left).toEqual(nothing);
  });

  it('and nothing is amiss where somebody else deleted it all before', async () => {
    const store = createStore(Date.now());
    await using mlflow = await startMlflow(store);
    await using proxy = await startProxy(mlflow.url, {
      meddle: (request) => {
        if (request.startsWith('DELETE ')) {
          store.models.length = 0;
          store.artifacts.clear();
          store.runs.length = 0;
        }
        return undefined;
      },
    });
    const travelled = await travel(proxy.url);
    expect(verdicts(travelled)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(travelled.problems).toEqual([]);
  });

  it('the last that was made goes first, and what hangs on it before it', async () => {
    const { requests } = await disturbed([], {});
    const removals = requests.filter((request) => request.startsWith('DELETE ') || request.includes('runs/delete'));
    expect(removals.map((request) => request.split(' ')[1]?.replace(/[0-9a-f]{32}$/, '<run>'))).toEqual([
      `${api}/registered-models/alias`, `${api}/model-versions/delete`, `${api}/registered-models/delete`,
      '/api/2.0/mlflow-artifacts/artifacts/1/<run>', `${api}/runs/delete`,
    ]);
  });
});

describe.concurrent('what cannot be removed', () => {
  it('is told with the step that failed, and keeps nothing else from being removed', async () => {
    const { travelled, left } = await disturbed([`DELETE ${api}/registered-models/delete`], { answer: { status: 500, body: 'no' } });
    expect(verdicts(travelled)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(travelled.problems).toEqual([
      { code: 'cleanup-incomplete', message: expect.stringMatching(/not removed: delete model hokusai-health-\d+-\w+: 500 no$/) },
    ]);
    expect(left).toEqual({ ...nothing, models: 1 });
  });

  it('hangs only for so long', async () => {
    const { travelled, left } = await disturbed(['DELETE /api/2.0/mlflow-artifacts'], { instead: 'silence' });
    expect(travelled.problems).toEqual([{ code: 'cleanup-incomplete', message: expect.stringMatching(
      /^journey through http:\/\/127\.0\.0\.1:\d+\/api\/mlflow: not removed: delete the files of run \S+: no answer \(The request was sent; no complete answer head came in time\)$/,
    ) }]);
    expect(left).toMatchObject({ runs: 0, models: 0 });
  });

  it('is not looked for where nothing was stored: a refused upload leaves no files', async () => {
    const { travelled, requests } = await disturbed(['PUT '], { answer: { status: 404, body: 'no route' } });
    expect(travelled.problems).toEqual([]);
    expect(requests.filter((request) => request.startsWith('DELETE '))).toEqual([]);
  });

  it('is nothing where MLflow was away from the start', async () => {
    const { travelled, requests } = await disturbed(Array<string>(9).fill('GET '), { answer: { status: 503, body: 'away' } });
    expect(verdicts(travelled)).toEqual(['pass', 'fail', 'blocked', 'blocked']);
    expect(travelled.problems).toEqual([]);
    expect(requests).toHaveLength(1);
  });
});
