import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { presentedKey } from '../auth/presented-key.ts';
import type { Operation } from '../fastapi/application.ts';
import { serveApplication } from '../fastapi/serve.ts';
import { answer, answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/routes.ts';
import type { Cache } from '../redis/client.ts';
import { artifactsThere, passToMlflow } from './mlflow-proxy.ts';
import type { MlflowUpstream, ProxySettings } from './mlflow-proxy.ts';
import { modelOperations } from './models.ts';
import type { ModelStore } from './store.ts';
import { validator } from './validation.ts';
import type { AuthService, Validation } from './validation.ts';

/** How the registry service is, besides running or not. */
export interface RegistrySettings {
  /** A defect that answers every request of its API with 500. */
  readonly breaks?: true;
  /** Milliseconds that its API takes longer. */
  readonly delayMs?: number;
  /** It repeats a refused key in its answer. */
  readonly echoesKeys?: true;
  /** It refuses with a page for people. */
  readonly refusesInHtml?: true;
  /** It does not ask auth: every request is let in. */
  readonly asksNobody?: true;
  /** A key in the query string will do. */
  readonly takesKeysFromQuery?: true;
  /** It documents nothing. */
  readonly withoutOpenApi?: true;
  readonly proxy?: ProxySettings;
}

/** The registry service: its own API over what it keeps, and MLflow behind it for those who have a key. Its health includes MLflow's artifacts. */
export function createRegistry(
  auth: AuthService, mlflow: MlflowUpstream, store: ModelStore, settings: () => RegistrySettings = () => ({}), cache?: Cache,
): Server {
  const ask = validator(auth);
  const letsEverybodyIn = ({ query }: Exchange): boolean => {
    const { asksNobody, takesKeysFromQuery } = settings();
    return asksNobody === true || (takesKeysFromQuery === true && query.includes('key='));
  };
  const refuse = ({ outgoing }: Exchange, validation: Exclude<Validation, { valid: true }>, key?: string): false => {
    const { echoesKeys, refusesInHtml } = settings();
    const { status } = validation;
    const detail = echoesKeys === true && key !== undefined ? `${validation.detail}: ${key}` : validation.detail;
    if (refusesInHtml === true) answer(outgoing, status, { server: 'uvicorn', 'content-type': 'text/html' }, `<h1>${detail}</h1>`);
    else answerJson(outgoing, status, { detail }, status === 401 ? { 'www-authenticate': 'Bearer' } : {});
    return false;
  };
  /** Whatever is asked for: a key that is presented is looked at first. */
  const middleware = async (exchange: Exchange): Promise<boolean> => {
    const key = presentedKey(exchange.incoming.headers);
    if (!exchange.path.startsWith('/api/')) return true;
    const { breaks, delayMs = 0 } = settings();
    if (breaks === true) throw new Error('a defect');
    if (delayMs > 0) await setTimeout(delayMs);
    if (key === undefined || letsEverybodyIn(exchange)) return true;
    const gone = new AbortController();
    exchange.outgoing.on('close', () => gone.abort());
    const validation = await ask(key, gone.signal);
    return validation.valid || refuse(exchange, validation, key);
  };
  const admit = async (exchange: Exchange): Promise<boolean> =>
    presentedKey(exchange.incoming.headers) !== undefined || letsEverybodyIn(exchange) || refuse(exchange, noKey);
  const under = (prefix: string) => (exchange: Exchange) => passToMlflow(exchange, exchange.path.slice(prefix.length), mlflow, settings().proxy);
  const [proxied, pages] = [under('/api/mlflow'), under('/mlflow')];
  const health = async (exchange: Exchange) => {
    const well = await artifactsThere(exchange, mlflow, settings().proxy);
    const told = { service: 'hokusai-registry', version: '1.0.0', artifact_store: well ? 'reachable' : 'unreachable' };
    answerJson(exchange.outgoing, well ? 200 : 503, { status: well ? 'healthy' : 'degraded', ...told });
  };
  return serveApplication({
    title: 'Hokusai Registry',
    middleware,
    admit,
    documents: () => settings().withoutOpenApi !== true,
    operations: [
      {
        method: 'GET', path: '/health', summary: 'Health', handle: health,
      },
      {
        method: 'GET', path: '/api/health', summary: 'Health, for those who have a key', needsKey: true,
        handle: ({ outgoing }) => answerJson(outgoing, 200, { status: 'healthy', service: 'hokusai-registry', authenticated: true }),
      },
      ...modelOperations(store, cache),
      ...documentedMlflow.map(([method, path, summary]): Operation => ({ method, path, summary, needsKey: true, handle: proxied })),
      { method: '*', path: '/api/mlflow/{rest:path}', summary: 'MLflow', needsKey: true, hidden: true, handle: proxied },
      { method: '*', path: '/mlflow/{rest:path}', summary: 'MLflow pages', hidden: true, handle: pages },
    ],
  });
}

const noKey: Exclude<Validation, { valid: true }> = { valid: false, status: 401, detail: 'API key required' };

/** The routes of MLflow that the registry documents as its own. */
const documentedMlflow = [
  ['POST', '/api/mlflow/api/2.0/mlflow/experiments/search', 'Search experiments'],
  ['POST', '/api/mlflow/api/2.0/mlflow/runs/create', 'Create a run'],
  ['POST', '/api/mlflow/api/2.0/mlflow/registered-models/create', 'Create a registered model'],
  ['POST', '/api/mlflow/api/2.0/mlflow/model-versions/create', 'Create a model version'],
  ['GET', '/api/mlflow/api/2.0/mlflow-artifacts/artifacts', 'List artifacts'],
] as const;
