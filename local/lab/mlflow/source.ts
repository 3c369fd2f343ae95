import { posix } from 'node:path';
import { MlflowError } from './error.ts';
import { optional, required } from './input.ts';
import type { Input } from './input.ts';
import { findRun } from './runs.ts';
import type { Store } from './store.ts';

/**
 * Where a model version's files are. A URI is taken on trust: the server never looks at the artifacts. A path of the
 * server's own disk would let clients read it, and has to lie in the artifact directory of the version's run.
 */
export function sourceOf(store: Store, input: Input): string {
  const source = required(input, 'source');
  const path = localPath(source);
  if (path === undefined) return source;
  const home = optional(input, 'run_id') === undefined ? undefined : localPath(findRun(store, input).info.artifact_uri);
  if (home !== undefined && `${path}/`.startsWith(`${home}/`)) return source;
  throw new MlflowError(
    'INVALID_PARAMETER_VALUE',
    `Invalid model version source: '${source}'. To use a local path as a model version source, the run_id request parameter has to be ` +
      'specified and the local path has to be contained within the artifact directory of the run specified by the run_id.',
  );
}

/** The path on the server's disk that a source means; `undefined` where its scheme leads elsewhere. */
function localPath(uri: string): string | undefined {
  const [, scheme, rest = uri] = /^([a-z][a-z\d+.-]*):(.*)$/isu.exec(uri) ?? [];
  if (scheme !== undefined && scheme.toLowerCase() !== 'file') return undefined;
  return posix.resolve('/', scheme === undefined ? uri : rest.replace(/^\/\/[^/]*/u, ''));
}
