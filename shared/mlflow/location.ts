import * as api from './api.ts';
import type { Call } from './call.ts';
import type { Conversation } from './conversation.ts';
import { jsonOf, textAt } from './read.ts';
import { unexpected } from './unexpected.ts';

/** Where the server itself keeps files for its clients; every other place its clients reach, or fail to reach, by themselves. */
const ours = /^mlflow-artifacts:(?:\/\/[^/]*)?\/(.+)$/;

const isPlain = (segment: string): boolean => segment !== '' && segment !== '.' && segment !== '..';

/** The path of an `mlflow-artifacts:` URI below the root of the store, through the server; undefined for any other URI. */
export const pathOf = (uri: string): string | undefined => {
  const path = ours.exec(uri)?.[1]?.replace(/\/+$/, '');
  return path !== undefined && path.split('/').every(isPlain) ? path : undefined;
};

/** The same, where it has to be one. Throws Unexpected. */
export const pathIn = (uri: string): string => {
  const path = pathOf(uri);
  if (path === undefined) throw unexpected`the files are at ${uri}, not behind this server (mlflow-artifacts:)`;
  return path;
};

/** How often one address may lead to another. */
const mostHops = 3;

/** Whom to ask what an address means, and where in the answer the next one stands. */
interface Lead { readonly call: Call; readonly key: readonly string[]; readonly below: string }

const leadTo = (name: string, version: string): Lead =>
  ({ call: api.versions.downloadUri(name, version), key: ['artifact_uri'], below: '' });

const leadOf = (uri: string): Lead | undefined => {
  const [, run, inRun = ''] = /^runs:\/([^/]+)(\/.+)?$/.exec(uri) ?? [];
  if (run !== undefined) return { call: api.runs.get(run), key: ['run', 'info', 'artifact_uri'], below: inRun };
  const [, logged, inLogged = ''] = /^models:\/(m-[^/]+)(\/.+)?$/.exec(uri) ?? [];
  if (logged !== undefined) return { call: api.loggedModel(logged), key: ['model', 'info', 'artifact_uri'], below: inLogged };
  const [, name, version] = /^models:\/([^/]+)\/(\d+)$/.exec(uri) ?? [];
  return name === undefined || version === undefined ? undefined : leadTo(name, version);
};

/**
 * Where the files are that a model version's own URI means: `mlflow-artifacts:`, or by way of a run (`runs:`), a logged model
 * (`models:/m-…`) or another version (`models:/name/1`). Throws what a conversation throws.
 */
export const locate = async (talk: Conversation, name: string, version: string): Promise<string> => {
  let lead: Lead | undefined = leadTo(name, version);
  let path = '';
  for (let hops = mostHops; lead !== undefined; hops -= 1) {
    const { call, key, below }: Lead = lead;
    const uri = await talk.ask('ask where its files are', call, (answer) => {
      const said = textAt(jsonOf(answer), ...key) + below;
      return hops > 0 && leadOf(said) !== undefined ? said : pathIn(said) && said;
    });
    lead = leadOf(uri);
    path = pathOf(uri) ?? '';
  }
  return path;
};
