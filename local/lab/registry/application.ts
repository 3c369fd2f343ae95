import type { Server } from 'node:http';
import { presentedKey } from '../auth/presented-key.ts';
import type { Operation } from '../fastapi/application.ts';
import { serveApplication } from '../fastapi/serve.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/routes.ts';
import { passToMlflow } from './mlflow-proxy.ts';
import type { MlflowUpstream } from './mlflow-proxy.ts';
import { modelOperations } from './models.ts';
import { validateKey } from './validation.ts';
import type { AuthService, Validation } from './validation.ts';

/** The registry service: its own API, and MLflow behind it for those who have a key. */
export function createRegistry(auth: AuthService, mlflow: MlflowUpstream): Server {
  const admit = async ({ incoming, outgoing }: Exchange): Promise<boolean> => {
    const key = presentedKey(incoming.headers);
    const validation: Validation = key === undefined ? noKey : await validateKey(auth, key);
    if (validation.valid) return true;
    const { status, detail } = validation;
    answerJson(outgoing, status, { detail }, status === 401 ? { 'www-authenticate': 'Bearer' } : {});
    return false;
  };
  const proxied = (exchange: Exchange) => passToMlflow(exchange, exchange.path.slice('/api/mlflow'.length), mlflow);
  const pages = (exchange: Exchange) => passToMlflow(exchange, exchange.path.slice('/mlflow'.length), mlflow);
  return serveApplication({
    title: 'Hokusai Registry',
    admit,
    operations: [
      {
        method: 'GET', path: '/health', summary: 'Health',
        handle: ({ outgoing }) => answerJson(outgoing, 200, { status: 'healthy', service: 'hokusai-registry', version: '1.0.0' }),
      },
      {
        method: 'GET', path: '/api/health', summary: 'Health, for those who have a key', needsKey: true,
        handle: ({ outgoing }) => answerJson(outgoing, 200, { status: 'healthy', service: 'hokusai-registry', authenticated: true }),
      },
      ...modelOperations([{ name: 'example', versions: [1] }]),
      ...documentedMlflow.map(([method, path, summary]): Operation => ({ method, path, summary, needsKey: true, handle: proxied })),
      { method: '*', path: '/api/mlflow/{rest:path}', summary: 'MLflow', needsKey: true, hidden: true, handle: proxied },
      { method: '*', path: '/mlflow/{rest:path}', summary: 'MLflow pages', hidden: true, handle: pages },
    ],
  });
}

const noKey: Validation = { valid: false, status: 401, detail: 'API key required' };

/** The routes of MLflow that the registry documents as its own. */
const documentedMlflow = [
  ['POST', '/api/mlflow/api/2.0/mlflow/experiments/search', 'Search experiments'],
  ['POST', '/api/mlflow/api/2.0/mlflow/runs/create', 'Create a run'],
  ['POST', '/api/mlflow/api/2.0/mlflow/registered-models/create', 'Create a registered model'],
  ['POST', '/api/mlflow/api/2.0/mlflow/model-versions/create', 'Create a model version'],
  ['GET', '/api/mlflow/api/2.0/mlflow-artifacts/artifacts', 'List artifacts'],
] as const;
