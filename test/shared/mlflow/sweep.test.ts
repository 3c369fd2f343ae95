import { describe, expect, it } from 'vitest';
import { converse } from '../../../shared/mlflow/conversation.ts';
import { leftAloneMs } from '../../../shared/mlflow/left.ts';
import { nameOf, ourTags } from '../../../shared/mlflow/names.ts';
import { sweep } from '../../../shared/mlflow/sweep.ts';
import { answer } from '../../fixtures/observation.ts';

const prefix = 'hokusai-health';
const now = Date.UTC(2026, 10, 21, 12);
const old = now - 2 * leftAloneMs;

const aModel = (at: number, random = '0123abcd', creation_timestamp = at) => {
  const name = nameOf(prefix, at, random);
  return { name, creation_timestamp, tags: ourTags(name) };
};

interface Options { readonly date?: string; readonly random?: string; readonly clock?: number }

/** The names of the models that are deleted of these, by an MLflow without runs. */
const swept = async (models: readonly unknown[], { date, random = '00000000', clock = now }: Options = {}) => {
  const deleted: unknown[] = [];
  const headers = date === undefined ? [] : [['date', date]] as const;
  const talk = converse({
    monotonic: () => 0, secrets: [],
    send: ({ method, path, json, query }) => {
      if (method === 'DELETE') deleted.push((json as { name: string }).name);
      if (!path.endsWith('registered-models/search')) return Promise.resolve(answer({ body: '{}', headers }));
      const [from, size] = [Number(query?.['page_token'] ?? 0), Number(query?.['max_results'])];
      const next_page_token = from + size < models.length ? String(from + size) : undefined;
      return Promise.resolve(answer({ headers, body: JSON.stringify({ registered_models: models.slice(from, from + size), next_page_token }) }));
    },
  });
  const experiment = { id: '1', location: 'mlflow-artifacts:/1' };
  await sweep({ experimentName: prefix, prefix, now: () => clock, random: () => random, made: [], experiment }, talk);
  return { deleted, failed: talk.steps.filter((step) => step.failed !== undefined).length, steps: talk.steps.length };
};

const at = (time: number) => new Date(time).toUTCString();

describe('a model is old', () => {
  it.each<[string, unknown, Options, boolean]>([
    ['when its name and MLflow say so', aModel(old), {}, true],
    ['also when MLflow tells the same time as we do', aModel(old), { date: at(now) }, true],
    ['also when MLflow tells a time that is none', aModel(old), { date: 'today' }, true],
    ['not when its name is young', aModel(now - 1_000, undefined, old), {}, false],
    ['not when MLflow says that it was made just now', aModel(old, undefined, now - 1_000), {}, false],
    ['not when it is our clock that is ahead', aModel(now - 1_000), { date: at(now), clock: now + 2 * leftAloneMs }, false],
    ['not when it is MLflow that is behind', aModel(now - 1_000, undefined, now - 3 * leftAloneMs), { date: at(now - 3 * leftAloneMs) }, false],
    ['not when MLflow does not say when it was made', { ...aModel(old), creation_timestamp: null }, {}, false],
  ])('%s', async (_, model, options, is) => {
    expect((await swept([model], options)).deleted).toHaveLength(is ? 1 : 0);
  });
});

it('begins at another place each time, so that what cannot be removed does not stand before the rest for ever', async () => {
  const models = Array.from({ length: 30 }, (_, index) => aModel(old + index));
  const first = (await swept(models)).deleted;
  const then = (await swept(models, { random: '00000019' })).deleted;
  const names = models.map(({ name }) => name);
  expect(first).toEqual(names.slice(0, 20));
  expect(then).toEqual([...names.slice(25), ...names.slice(0, 15)]);
});

it('looks at so many pages and no more', async () => {
  const models = Array.from({ length: 1_000 }, (_, index) => aModel(now, String(index).padStart(8, '0')));
  expect(await swept(models)).toEqual({ deleted: [], failed: 0, steps: 11 });
});
