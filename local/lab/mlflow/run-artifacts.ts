import { checkedPath, list } from './artifacts.ts';
import type { Call } from './call.ts';
import { optional } from './input.ts';
import type { Input } from './input.ts';
import { findRun } from './runs.ts';
import type { Store } from './store.ts';

/** The artifacts of a run, with paths from the run's own root on. */
export const runArtifactCalls: readonly Call[] = [['GET', 'artifacts/list', listOfRun]];

const proxied = 'mlflow-artifacts:/';

function listOfRun(store: Store, input: Input): unknown {
  const root_uri = findRun(store, input).info.artifact_uri;
  const directory = checkedPath(optional(input, 'path') ?? '');
  const within = directory === '' ? '' : `${directory}/`;
  const found = root_uri.startsWith(proxied) ? list(store.artifacts, `${root_uri.slice(proxied.length)}/${directory}`.replace(/\/$/u, '')) : [];
  const files = found.map((file) => ({ ...file, path: within + file.path }));
  return { root_uri, ...(files.length === 0 ? {} : { files }) };
}
