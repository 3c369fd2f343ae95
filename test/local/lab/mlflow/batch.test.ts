import { expect, it } from 'vitest';
import { serveMlflow } from './serve.ts';

const { post, get } = serveMlflow();
const create = async (): Promise<string> => (await post('runs/create', { experiment_id: '0' })).said.run.info.run_id;
const dataOf = async (id: string) => (await get(`runs/get?run_id=${id}`)).said.run.data;
const many = (count: number, more: object = {}) => Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: '1', ...more }));

const metric = { key: 'm', value: 0.5, timestamp: 2, step: 3 };
const pair = { key: 'k', value: 'v' };

it('logs metrics, params and tags of a run together', async () => {
  const run_id = await create();
  expect(await post('runs/log-batch', { run_id, metrics: [metric], params: [pair], tags: [pair] })).toEqual({ status: 200, said: {} });
  expect(await dataOf(run_id)).toEqual({ metrics: [metric], params: [pair], tags: [pair] });
  expect((await post('runs/log-batch', { run_id })).status).toBe(200);
});

it('logs nothing of a batch that is wrong somewhere', async () => {
  const run_id = await create();
  await post('runs/log-parameter', { run_id, ...pair });
  const wrong = [
    { params: [{ key: 'new', value: '1' }, { key: 'k', value: 'other' }] },
    { tags: [pair], metrics: [{ key: 'm', value: 1 }] },
    { params: [{ key: 'new', value: '1' }], tags: [{ value: 'no key' }] },
  ];
  const got = await Promise.all(wrong.map((input) => post('runs/log-batch', { run_id, ...input })));
  expect(got.map(({ status, said }) => [status, said.error_code])).toEqual(wrong.map(() => [400, 'INVALID_PARAMETER_VALUE']));
  expect(await dataOf(run_id)).toEqual({ metrics: [], params: [pair], tags: [] });
});

it.each([
  ['1000 metrics', { metrics: many(1001, { timestamp: 1 }) }],
  ['100 params', { params: many(101) }],
  ['100 tags', { tags: many(101) }],
  ['1000 metrics, params, and tags in total', { metrics: many(990, { timestamp: 1 }), tags: many(11) }],
  ['1000000 bytes', { tags: many(1, { value: 'x'.repeat(1e6) }) }],
])('takes at most %s', async (most, input) => {
  const { status, said } = await post('runs/log-batch', { run_id: await create(), ...input });
  expect([status, said.error_code, said.message]).toEqual([400, 'INVALID_PARAMETER_VALUE', expect.stringContaining(`at most ${most}.`)]);
});

it('takes what is just within the limits', async () => {
  const input = { metrics: many(800, { timestamp: 1 }), params: many(100, { value: 'x'.repeat(6000) }), tags: many(100) };
  expect((await post('runs/log-batch', { run_id: await create(), ...input })).status).toBe(200);
  expect((await post('runs/log-batch', { run_id: await create(), params: many(1, { value: 'x'.repeat(6001) }) })).status).toBe(400);
});

it('needs a run that is there and active', async () => {
  const run_id = await create();
  await post('runs/delete', { run_id });
  expect((await post('runs/log-batch', { run_id })).said.message).toContain("must be in the 'active' state");
  expect((await post('runs/log-batch', { run_id: 'none' })).status).toBe(404);
});
