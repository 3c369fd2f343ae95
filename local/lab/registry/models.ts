import type { Operation } from '../fastapi/application.ts';
import { answerDetail } from '../fastapi/serve.ts';
import { answerJson } from '../http/answer.ts';
import { parseObject, readBody } from '../http/body.ts';
import type { Exchange } from '../http/routes.ts';

/** A model as the registry's own API lists it. */
export interface Model {
  readonly name: string;
  readonly versions: number[];
}

/** The registry's own API: models and their versions, kept in `models`. */
export function modelOperations(models: Model[]): readonly Operation[] {
  const named = (name: string | undefined) => models.find((model) => model.name === name);
  const found = (handle: (exchange: Exchange, model: Model) => void) => (exchange: Exchange) => {
    const model = named(exchange.params['name']);
    if (model === undefined) answerDetail(exchange.outgoing, 404, 'Model not found');
    else handle(exchange, model);
  };
  const register = async ({ incoming, outgoing }: Exchange) => {
    const name = parseObject((await readBody(incoming)).toString())?.['name'];
    if (typeof name !== 'string' || name === '') {
      return answerDetail(outgoing, 422, [{ type: 'missing', loc: ['body', 'name'], msg: 'Field required' }]);
    }
    if (named(name) !== undefined) return answerDetail(outgoing, 409, 'Model already exists');
    const model = { name, versions: [] };
    models.push(model);
    answerJson(outgoing, 201, model);
  };
  const addVersion = found(({ outgoing }, { name, versions }) => {
    const version = versions.length + 1;
    versions.push(version);
    answerJson(outgoing, 201, { name, version });
  });
  const path = '/api/v1/models';
  return [
    { method: 'GET', path, summary: 'List models', needsKey: true, handle: ({ outgoing }) => answerJson(outgoing, 200, { models }) },
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
