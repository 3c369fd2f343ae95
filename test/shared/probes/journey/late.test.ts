import { describe, expect, it, vi } from 'vitest';
import { createStore, type Store } from '../../../../local/lab/mlflow/store.ts';
import { leftIn, nothing, startMlflow, travel, verdicts } from '../../../fixtures/journey.ts';
import { isFirst, startProxy } from '../../../fixtures/mlflow-proxy.ts';

const api = '/api/2.0/mlflow';
const hours = 2 * 3_600_000;

const older = (name: string): string => name.replace(/\d{13}/, (at) => String(Number(at) - hours));

/** The same hours later, as far as MLflow and the names tell. */
const age = ({ runs, models }: Store): void => {
  runs.splice(0, runs.length, ...runs.map((run) =>
    ({ ...run, info: { ...run.info, run_name: older(run.info.run_name), start_time: run.info.start_time - hours } })));
  models.splice(0, models.length, ...models.map((model) =>
    ({ ...model, name: older(model.name), creation_timestamp: model.creation_timestamp - hours })));
};

describe.concurrent('what arrives when the journey has given up and cleaned up is told, and removed by a later one', () => {
  it.each<[string, string, Partial<ReturnType<typeof leftIn>>, RegExp]>([
    ['an upload', 'PUT ', { runs: 1, artifacts: [expect.stringMatching(/\/model\/MLmodel$/) as string] },
      / not removed: run hokusai-health-\S+ is left for the sweep after an hour: an upload to it was not answered and may still come$/],
    ['a run', `POST ${api}/runs/create`, { runs: 1 },
      / not removed: run hokusai-health-\S+ was not answered for and may still come; it is then swept after an hour$/],
    ['a model', `POST ${api}/registered-models/create`, { models: 1 },
      / not removed: model hokusai-health-\S+ was not answered for and may still come; it is then swept after an hour$/],
  ])('%s', async (_, start, late, message) => {
    const store = createStore(Date.now());
    const wasHeld = isFirst(start);
    const held = Promise.withResolvers<void>();
    await using mlflow = await startMlflow(store);
    await using proxy = await startProxy(mlflow.url, { meddle: (request) => (wasHeld(request) ? { after: held.promise } : undefined) });
    const travelled = await travel(proxy.url, { timeoutMs: 1_000 });
    expect(verdicts(travelled)).toContain('fail');
    expect(travelled.problems).toEqual([{ code: 'cleanup-incomplete', message: expect.stringMatching(message) }]);
    held.resolve();
    await vi.waitFor(() => expect(leftIn(store)).toEqual({ ...nothing, ...late }));

    age(store);
    expect((await travel(mlflow.url)).problems).toEqual([]);
    expect(leftIn(store)).toEqual(nothing);
  });

  it('but nothing is told of what a proxy, which gave up waiting for it, passed on after all', async () => {
    const store = createStore(Date.now());
    const isUpload = isFirst('PUT ');
    await using mlflow = await startMlflow(store);
    await using proxy = await startProxy(mlflow.url, { meddle: (request) => (isUpload(request) ? { instead: 'timeout' } : undefined) });
    const travelled = await travel(proxy.url);
    expect(travelled.explained[2]?.result).toMatchObject({ verdict: 'fail', status: 504 });
    expect(travelled.problems).toEqual([]);
    expect(leftIn(store)).toEqual(nothing);
  });

  it('and an upload of which only a part has come may still come', async () => {
    const store = createStore(Date.now());
    const isUpload = isFirst('PUT ');
    await using mlflow = await startMlflow(store);
    await using proxy = await startProxy(mlflow.url, {
      meddle: (request, body) => (isUpload(request) ? { body: body.subarray(0, -1), instead: 'timeout' } : undefined),
    });
    expect((await travel(proxy.url)).problems).toEqual([{ code: 'cleanup-incomplete', message: expect.stringContaining('is left for the sweep') }]);
    expect(leftIn(store)).toEqual({ ...nothing, runs: 1 });
  });

  it('and a proxy that gave up waiting is no answer, either', async () => {
    const store = createStore(Date.now());
    await using mlflow = await startMlflow(store);
    await using proxy = await startProxy(mlflow.url, { meddle: (request) => (request.startsWith('PUT ') ? { answer: { status: 504 } } : undefined) });
    expect((await travel(proxy.url)).problems).toEqual([{ code: 'cleanup-incomplete', message: expect.stringContaining('is left for the sweep') }]);
    expect(leftIn(store)).toEqual({ ...nothing, runs: 1 });
  });
});
