import { checkedPath, list } from './artifacts.ts';
import type { Call } from './call.ts';
import { optional } from './input.ts';
import { findRun } from './runs.ts';
import type { Store } from './store.ts';

/** The artifacts of a run, with paths from the run's own root on. */
export const runArtifactCalls: readonly Call[] = [
  ['GET', 'artifacts/list', (store, input) => listBelow(store, findRun(store, input).info.artifact_uri, optional(input, 'path'))],
];

const proxied = 'mlflow-artifacts:/';

/** A directory below an artifact root. What is stored elsewhere than in this server is not seen. */
export function listBelow({ artifacts }: Store, root_uri: string, path = ''): unknown {
  const directory = checkedPath(path);
  const within = directory === '' ? '' : `${directory}/`;
  const found = root_uri.startsWith(proxied) ? list(artifacts, `${root_uri.slice(proxied.length)}/${directory}`.replace(/\/$/u, '')) : [];
  const files = found.map((file) => ({ ...file, path: within + file.path }));
  return { root_uri, ...(files.length === 0 ? {} : { files }) };
}
