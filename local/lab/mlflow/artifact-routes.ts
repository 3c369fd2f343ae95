import { posix } from 'node:path';
import { answer, answerJson } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import type { Exchange, Route } from '../http/routes.ts';
import { checkedPath, invalidPath, list } from './artifacts.ts';
import { MlflowError } from './error.ts';
import { answerUncaught, answerWerkzeug } from './pages.ts';
import type { MlflowSettings } from './settings.ts';
import type { Store } from './store.ts';

const root = '/api/2.0/mlflow-artifacts/artifacts';
const file = `${root}/{path:path}`;
type Handle = Route['handle'];
type Artifacts = Store['artifacts'];

/**
 * The artifact proxy, as MLflow 3.15 and newer answer: an upload has an empty 200, bodies without a length are stored too. Files are
 * sent and fetched on routes of another framework than the rest, which is why the same trouble looks different on them.
 */
export function artifactRoutes({ artifacts }: Store, settings: () => MlflowSettings): readonly Route[] {
  /** Unless artifacts are not served at all, or the bucket refuses. */
  const unless = (disabled: Handle, refused: Handle, well: Handle): Handle => (exchange) => {
    const { withoutArtifacts, bucketRefuses } = settings();
    if (withoutArtifacts === true) return disabled(exchange);
    return bucketRefuses === true ? refused(exchange) : well(exchange);
  };
  return [
    { method: 'GET', path: root, handle: unless(disabledRule(root), denied, (exchange) => listing(artifacts, exchange)) },
    {
      method: 'PUT', path: file,
      handle: unless(disabled, failedUpload, (exchange) => put(artifacts, exchange, settings().emptiesUploads === true)),
    },
    { method: 'GET', path: file, handle: unless(disabled, denied, (exchange) => get(artifacts, exchange)) },
    {
      method: 'DELETE', path: file,
      handle: unless(disabledRule(`${root}/<path:artifact_path>`), ({ outgoing }) => answerWerkzeug(outgoing, 500), (exchange) => remove(artifacts, exchange)),
    },
  ];
}

const disabled: Handle = ({ outgoing }) =>
  answerJson(outgoing, 503, { detail: 'Artifact serving is disabled. Run `mlflow server` with `--serve-artifacts` to enable.' });

const disabledRule = (rule: string): Handle => ({ outgoing }) => answer(
  outgoing, 503, { 'server': 'uvicorn', 'content-type': 'text/html; charset=utf-8' },
  `Endpoint: ${rule} disabled due to the mlflow server running with \`--no-serve-artifacts\`. ` +
  'To enable artifacts server functionality, run `mlflow server` with `--serve-artifacts`',
);

const denied: Handle = () => {
  throw new MlflowError('PERMISSION_DENIED', 'Failed to list artifacts in s3://hokusai-models/development: Access Denied');
};

/** What went wrong is in the server's log only. */
const failedUpload: Handle = async ({ incoming, outgoing }) => {
  await readBody(incoming);
  answerUncaught(outgoing);
};

function listing(artifacts: Artifacts, { outgoing, query }: Exchange): void {
  const files = list(artifacts, safePath(new URLSearchParams(query).get('path') ?? ''));
  answerJson(outgoing, 200, files.length === 0 ? {} : { files });
}

async function put(artifacts: Artifacts, { incoming, outgoing, params }: Exchange, emptied: boolean): Promise<void> {
  const path = pathOf(params);
  if (path === '') return answerJson(outgoing, 400, { detail: 'Artifact path must include a filename' });
  const content = await readBody(incoming);
  artifacts.set(path, emptied ? Buffer.alloc(0) : content);
  answer(outgoing, 200, { server: 'uvicorn' }, '');
}

function get(artifacts: Artifacts, { outgoing, params }: Exchange): void {
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

function remove(artifacts: Artifacts, { outgoing, params }: Exchange): void {
  const path = pathOf(params);
  for (const name of artifacts.keys()) if (name === path || name.startsWith(`${path}/`)) artifacts.delete(name);
  answerJson(outgoing, 200, {});
}

const pathOf = (params: Exchange['params']): string => safePath(params['path'] ?? '');

function safePath(encoded: string): string {
  let path;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    throw invalidPath();
  }
  return checkedPath(path);
}
