import { expect, it } from 'vitest';
import { serveMlflow } from './serve.ts';

const { call, post, get } = serveMlflow();
const alias = 'registered-models/alias';
const modelWith = async (name: string) => {
  await post('registered-models/create', { name });
  for (const source of ['runs:/r/one', 'runs:/r/two']) await post('model-versions/create', { name, source });
};

it('stands for a version, moves to another, and goes', async () => {
  await modelWith('moves');
  expect((await post(alias, { name: 'moves', alias: 'champion', version: '1' })).said).toEqual({});
  expect((await get(`${alias}?name=moves&alias=champion`)).said.model_version).toMatchObject({ name: 'moves', version: '1' });
  expect((await post(alias, { name: 'moves', alias: 'champion', version: '2' })).status).toBe(200);
  expect((await get(`${alias}?name=moves&alias=champion`)).said.model_version.source).toBe('runs:/r/two');
  const gone = [1, 2].map(() => call('DELETE', alias, { name: 'moves', alias: 'champion' }));
  expect((await Promise.all(gone)).map(({ status, said }) => [status, said])).toEqual([[200, {}], [200, {}]]);
  const { status, said } = await get(`${alias}?name=moves&alias=champion`);
  expect([status, said.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
});

it('needs a model and a version that are there', async () => {
  await modelWith('there');
  const wrong = [{ name: 'none', alias: 'a', version: '1' }, { name: 'there', alias: 'a', version: '9' }, { name: 'there', version: '1' }];
  expect((await Promise.all(wrong.map((input) => post(alias, input)))).map(({ status }) => status)).toEqual([404, 404, 400]);
});

it('goes with its version', async () => {
  await modelWith('cascade');
  await post(alias, { name: 'cascade', alias: 'champion', version: '1' });
  await call('DELETE', 'model-versions/delete', { name: 'cascade', version: '1' });
  expect((await get(`${alias}?name=cascade&alias=champion`)).status).toBe(400);
});

it('is deleted by a JSON body, not by a query', async () => {
  const { status, said } = await call('DELETE', `${alias}?name=moves&alias=champion`);
  expect([status, said.message]).toEqual([400, expect.stringContaining("Missing value for required parameter 'name'")]);
});
