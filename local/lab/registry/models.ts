import type { Operation } from '../fastapi/application.ts';
import { answerDetail } from '../fastapi/serve.ts';
import { answer, answerJson } from '../http/answer.ts';
import { parseObject, readBody } from '../http/body.ts';
import type { Exchange } from '../http/routes.ts';
import type { Cache } from '../redis/client.ts';
import type { Model, ModelStore } from './store.ts';

/** Under which the listing is in the cache, as the text that is answered. */
const listingKey = 'registry:models';
const keptMs = 30_000;

/**
 * The registry's own API: models and their versions. Their listing comes out of the cache where there is one that has it; without the
 * database all else is a 500.
 */
export function modelOperations(store: ModelStore, cache?: Cache): readonly Operation[] {
  const list = async ({ outgoing }: Exchange) => {
    const kept = await cache?.use(async (client) => ({ text: await client.get(listingKey) }));
    const text = kept?.text ?? JSON.stringify({ models: await store.all() });
    if (kept?.text === null) await cache?.use((client) => client.set(listingKey, text, { expiration: { type: 'PX', value: keptMs } }));
    answer(outgoing, 200, { 'server': 'uvicorn', 'content-type': 'application/json' }, text);
  };
  const forgetListing = () => cache?.use((client) => client.del(listingKey));
  const found = (handle: (exchange: Exchange, model: Model) => void | Promise<void>) => async (exchange: Exchange) => {
    const model = await store.named(exchange.params['name'] ?? '');
    if (model === undefined) answerDetail(exchange.outgoing, 404, 'Model not found');
    else await handle(exchange, model);
  };
  const register = async ({ incoming, outgoing }: Exchange) => {
    const name = parseObject((await readBody(incoming)).toString())?.['name'];
    if (typeof name !== 'string' || name === '') {
      return answerDetail(outgoing, 422, [{ type: 'missing', loc: ['body', 'name'], msg: 'Field required' }]);
    }
    if (!(await store.add(name))) return answerDetail(outgoing, 409, 'Model already exists');
    await forgetListing();
    answerJson(outgoing, 201, { name, versions: [] });
  };
  const addVersion = found(async ({ outgoing }, { name, versions }) => {
    const version = versions.length + 1;
    await store.addVersion(name, version);
    await forgetListing();
    answerJson(outgoing, 201, { name, version });
  });
  const path = '/api/v1/models';
  return [
    { method: 'GET', path, summary: 'List models', needsKey: true, handle: list },
    { method: 'POST', path, summary: 'Register a model', needsKey: true, handle: register },
    {
      method: 'GET', path: `${path}/{name}`, summary: 'One model', needsKey: true,
      handle: found(({ outgoing }, model) => answerJson(outgoing, 200, model)),
    },
    {
      method: 'GET', path: `${path}/{name}/versions`, summary: 'Versions of a model', needsKey: true,
      handle: found(({ outgoing }, { versions }) => answerJson(outgoing, 200, { versions })),
    },
    { method: 'POST', path: `${path}/{name}/versions`, summary: 'Add a version', needsKey: true, handle: addVersion },
  ];
}
