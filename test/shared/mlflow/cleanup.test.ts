import { describe, expect, it } from 'vitest';
import { NoAnswer, type Call } from '../../../shared/mlflow/call.ts';
import { removeAll } from '../../../shared/mlflow/cleanup.ts';
import { converse } from '../../../shared/mlflow/conversation.ts';
import type { Made } from '../../../shared/mlflow/journey.ts';
import { answer } from '../../fixtures/observation.ts';

/** What is asked for when these are removed, by an MLflow that answers every call alike, or not at all. */
const asked = async (made: readonly Made[], said: (call: Call) => string | undefined = () => '{}') => {
  const calls: string[] = [];
  const talk = converse({
    monotonic: () => 0, secrets: [],
    send: (call) => {
      calls.push(`${call.method} ${call.path.replace(/^\/api\/2\.0\//, '')}`);
      const body = said(call);
      if (body !== undefined) return Promise.resolve(answer({ body }));
      return Promise.reject(new NoAnswer({ reason: 'closed-early', phase: 'firstByte', detail: 'it broke' }));
    },
  });
  await removeAll(talk, made);
  return { calls, failed: talk.steps.filter((step) => step.failed !== undefined).length };
};

const run = { kind: 'run', name: 'a-1', experimentId: '1', id: 'r1' } as const;

describe('what is removed of a run', () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ['whose files are its own', '1/r1/artifacts', ['DELETE mlflow-artifacts/artifacts/1/r1', 'POST mlflow/runs/delete']],
    ['whose files are further down', 'team/1/r1/artifacts', ['DELETE mlflow-artifacts/artifacts/team/1/r1', 'POST mlflow/runs/delete']],
    ['whose files are somewhere that is not its own', 'shared/artifacts', ['POST mlflow/runs/delete']],
    ['whose files are at a place that only looks like its own', '1/r10/artifacts', ['POST mlflow/runs/delete']],
    ['of which no file was stored', undefined, ['POST mlflow/runs/delete']],
  ])('%s', async (_, files, calls) => {
    expect(await asked([{ ...run, ...(files === undefined ? {} : { files }) }])).toEqual({ calls, failed: 0 });
  });

  it('that is called as its experiment: no file, because they could be of all its runs', async () => {
    expect((await asked([{ ...run, id: '1', files: '1/1/artifacts' }])).calls).toEqual(['POST mlflow/runs/delete']);
  });

  it('whose id nobody knows is every run of its name', async () => {
    const { id: _, ...nameless } = run;
    const found = JSON.stringify({ runs: [{ info: { run_id: 'r8' } }, { info: { run_id: 'r9' } }] });
    const { calls } = await asked([{ ...nameless, files: '1/r9/artifacts' }], ({ path }) => (path.endsWith('/search') ? found : '{}'));
    expect(calls).toEqual([
      'POST mlflow/runs/search', 'POST mlflow/runs/delete', 'DELETE mlflow-artifacts/artifacts/1/r9', 'POST mlflow/runs/delete',
    ]);
  });
});

it('a model that was never answered for is deleted by its name alone', async () => {
  expect((await asked([{ kind: 'model', name: 'a-1' }])).calls).toEqual(['DELETE mlflow/registered-models/delete']);
});

it('goes on where no answer comes, and keeps each as a failed step', async () => {
  const model = { kind: 'model', name: 'a-1', version: '1', alias: 'b' } as const;
  const { calls, failed } = await asked([{ ...run, files: '1/r1/artifacts' }, model], () => undefined);
  expect(calls).toHaveLength(5);
  expect(failed).toBe(5);
});
