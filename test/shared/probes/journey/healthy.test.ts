import { describe, expect, it } from 'vitest';
import { createStore } from '../../../../local/lab/mlflow/store.ts';
import { requestsOf } from '../../../../shared/mlflow/stages.ts';
import { journey } from '../../../../shared/probes/journey.ts';
import { leftIn, nothing, startMlflow, travel, verdicts } from '../../../fixtures/journey.ts';
import { startProxy } from '../../../fixtures/mlflow-proxy.ts';
import { addsUp, settingsFault, targetOf } from '../../../fixtures/probing.ts';

const passed = ['pass', 'pass', 'pass', 'pass'];
const key = 'made-up-bearer-token';
const auth = { credential: 'key', as: 'bearer' } as const;
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe('a journey through a healthy MLflow', () => {
  it('passes every stage, tells what each found, and leaves the one experiment', async () => {
    await using mlflow = await startMlflow();
    const travelled = await travel(mlflow.url);
    expect(verdicts(travelled)).toEqual(passed);
    expect(travelled.problems).toEqual([]);
    expect(leftIn(mlflow.store)).toEqual(nothing);
    expect(mlflow.store.experiments.map(({ name }) => name)).toEqual(['Default', 'hokusai-health']);
    const [model, experiment, run, version] = travelled.explained.map(({ observation }) => observation?.facts);
    expect(model).toEqual({ bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(experiment).toEqual({ experiment: 'created', experimentId: '1', artifactLocation: 'mlflow-artifacts:/1' });
    expect(run).toEqual({ run: expect.stringMatching(/^[0-9a-f]{32}$/), files: 3 });
    expect(version).toEqual({ registeredModel: expect.stringMatching(/^hokusai-health-\d{13}-[0-9a-f]{8}$/), version: '1' });
  });

  it('tells each exchange with its request, status, answerer and time, and times that add up', async () => {
    await using mlflow = await startMlflow();
    const { explained } = await travel(mlflow.url);
    const observations = explained.flatMap(({ observation }) => observation ?? []);
    for (const observation of observations) expect(addsUp(observation)).toBe(true);
    const [local, ...others] = observations.map(({ steps = [] }) => steps);
    for (const step of local ?? []) {
      expect(step).toEqual({ name: expect.any(String), request: expect.stringMatching(/^here: /), ms: expect.any(Number) });
    }
    for (const step of others.flat()) {
      expect(step).toEqual({
        name: expect.any(String), request: expect.stringMatching(/^(?:GET|POST|PUT) \/api\/2\.0\/mlflow[^?]*$/), ms: expect.any(Number),
        status: expect.any(Number), answeredBy: expect.stringMatching(/^(?:mlflow|application)$/),
      });
    }
    expect(observations[2]?.steps?.map(({ name }) => name)).toEqual([
      'create a run', 'log params, metrics and tags', 'upload MLmodel', 'upload code/hokusai_synthetic_loader.py', 'upload data/weights.json',
      'list model', 'list model/code', 'list model/data',
      'download MLmodel', 'download code/hokusai_synthetic_loader.py', 'download data/weights.json', 'finish the run', 'read the run again',
    ]);
  });

  it('makes as many requests as it says, behind a proxy with the key', async () => {
    await using mlflow = await startMlflow();
    await using proxy = await startProxy(mlflow.url, { key });
    for (const round of ['created', 'found']) {
      proxy.requests.length = 0;
      const travelled = await travel(proxy.url, { settings: { auth }, secret: key });
      expect(verdicts(travelled)).toEqual(passed);
      expect(travelled.explained[1]?.observation?.facts).toMatchObject({ experiment: round });
    }
    expect(proxy.requests).toHaveLength(sum(Object.values(requestsOf)));
  });

  it('is made whole by its last stage where that is asked for alone', async () => {
    await using mlflow = await startMlflow();
    const alone = await travel(mlflow.url, { only: 'version' });
    expect(verdicts(alone)).toEqual(['pass']);
    expect(alone.explained[0]?.observation?.steps).toHaveLength(2 + 3 + 13 + 11);
    expect(leftIn(mlflow.store)).toEqual(nothing);
  });

  it('restores the experiment that somebody deleted', async () => {
    const store = createStore(Date.now());
    await using mlflow = await startMlflow(store);
    await travel(mlflow.url, { only: 'experiment' });
    for (const experiment of store.experiments) if (experiment.name === 'hokusai-health') experiment.lifecycle_stage = 'deleted';
    const travelled = await travel(mlflow.url);
    expect(verdicts(travelled)).toEqual(passed);
    expect(travelled.explained[1]?.observation?.facts).toMatchObject({ experiment: 'restored', experimentId: '1' });
  });

  it('goes beside others of other names, and uses theirs for nothing', async () => {
    await using mlflow = await startMlflow();
    const both = await Promise.all(['one', 'other'].map((name) => travel(mlflow.url, { settings: { experiment: name, prefix: name } })));
    expect(both.map(verdicts)).toEqual([passed, passed]);
    expect(leftIn(mlflow.store)).toEqual(nothing);
  });
});

describe('a stage', () => {
  it('is named by where it goes; the first goes nowhere', () => {
    const url = 'https://registry.example.com/api/mlflow';
    expect(targetOf(journey, { stage: 'run', url })).toEqual({ label: `journey run ${url}`, host: 'registry.example.com:443', requests: 13 });
    expect(targetOf(journey, { stage: 'model', url })).toEqual({ label: 'a model made here', requests: 0 });
  });

  it.each<[string, object, string]>([
    ['a stage that there is not', { stage: 'deploy' }, 'one of model, experiment, run, version'],
    ['an address with a password', { url: 'https://a:b@c.example' }, 'an http or https URL without user name, password, query and fragment'],
    ['an address with a query', { url: 'https://c.example/?key=a' }, 'an http or https URL without user name, password, query and fragment'],
    ['a prefix that a search would read otherwise', { prefix: "a'%" }, 'letters, digits, "." and "-", at most 100'],
    ['an experiment with a slash', { experiment: 'a/b' }, 'letters, digits, ".", "-" and "_", at most 100'],
    ['a form of key that there is not', { auth: { credential: 'key', as: 'digest' } }, 'one of bearer, x-api-key, basic'],
  ])('is not described by %s', (_, wrong, fault) => {
    expect(settingsFault(journey, { stage: 'run', url: 'https://c.example', ...wrong })).toBe(fault);
  });
});
