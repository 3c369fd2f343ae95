import { posix } from 'node:path';
import { answer, answerJson } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import type { Exchange, Route } from '../http/routes.ts';
import { MlflowError } from './error.ts';
import type { Store } from './store.ts';

const root = '/api/2.0/mlflow-artifacts/artifacts';

/** The artifact proxy, as MLflow 3.15 and newer answer: an upload has an empty 200, bodies without a length are stored too. */
export function artifactRoutes({ artifacts }: Store): readonly Route[] {
  return [
    {
      method: 'GET', path: root,
      handle: ({ outgoing, query }) => {
        const files = list(artifacts, safePath(new URLSearchParams(query).get('path') ?? ''));
        answerJson(outgoing, 200, files.length === 0 ? {} : { files });
      },
    },
    { method: 'PUT', path: `${root}/{path:path}`, handle: (exchange) => put(artifacts, exchange) },
    { method: 'GET', path: `${root}/{path:path}`, handle: (exchange) => get(artifacts, exchange) },
    {
      method: 'DELETE', path: `${root}/{path:path}`,
      handle: ({ outgoing, params }) => {
        const path = pathOf(params);
        for (const name of artifacts.keys()) if (name === path || name.startsWith(`${path}/`)) artifacts.delete(name);
        answerJson(outgoing, 200, {});
      },
    },
  ];
}

async function put(artifacts: Store['artifacts'], { incoming, outgoing, params }: Exchange): Promise<void> {
  const path = pathOf(params);
  if (path === '') return answerJson(outgoing, 400, { detail: 'Artifact path must include a filename' });
  artifacts.set(path, await readBody(incoming));
  answer(outgoing, 200, { server: 'uvicorn' }, '');
}

function get(artifacts: Store['artifacts'], { outgoing, params }: Exchange): void {
  const path = pathOf(params);
  const content = artifacts.get(path);
  if (content !== undefined) {
    const headers = {
      'server': 'uvicorn', 'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename=${encodeURIComponent(posix.basename(path))}`,
    };
    return answer(outgoing, 200, headers, content);
  }
  if (list(artifacts, path).length > 0) return answerJson(outgoing, 400, { detail: `Artifact path refers to a directory: ${path}` });
  throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No such artifact: ${path}`);
}

/** The direct children of a directory; an empty file has no `file_size`. */
export function list(artifacts: Store['artifacts'], directory: string): readonly { path: string; is_dir: boolean; file_size?: number }[] {
  const prefix = directory === '' ? '' : `${directory}/`;
  const children = new Map<string, number | 'directory'>();
  for (const [name, content] of artifacts) {
    if (!name.startsWith(prefix)) continue;
    const [child = '', ...deeper] = name.slice(prefix.length).split('/');
    children.set(child, deeper.length > 0 ? 'directory' : content.length);
  }
  return [...children].map(([path, size]) =>
    size === 'directory' ? { path, is_dir: true } : { path, is_dir: false, ...(size === 0 ? {} : { file_size: size }) });
}

const pathOf = (params: Exchange['params']): string => safePath(params['path'] ?? '');

function safePath(encoded: string): string {
  let path;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    throw invalid();
  }
  return checkedPath(path);
}

/** A path below the root that leads nowhere else, without the slashes at its end. */
export function checkedPath(path: string): string {
  if (path.startsWith('/') || path.split('/').includes('..')) throw invalid();
  return path.replace(/\/+$/u, '');
}

const invalid = () => new MlflowError('INVALID_PARAMETER_VALUE', 'Invalid path');
