import type { Call } from './call.ts';
import { MlflowError } from './error.ts';
import { optional, pageOf, required, tags } from './input.ts';
import type { Input } from './input.ts';
import { modelFilter } from './model-filter.ts';
import { sourceOf } from './source.ts';
import type { ModelVersion, RegisteredModel, Store } from './store.ts';

/** Registered models and their versions. Deleting is for good, a model's versions go with it. */
export const modelCalls: readonly Call[] = [
  ['POST', 'registered-models/create', create],
  ['GET', 'registered-models/get', (store, input) => ({ registered_model: wire(findModel(store, input)) })],
  ['GET', 'registered-models/search', search],
  ['DELETE', 'registered-models/delete', remove],
  ['POST', 'model-versions/create', createVersion],
  ['GET', 'model-versions/get', (store, input) => ({ model_version: findVersion(store, input) })],
  ['GET', 'model-versions/get-download-uri', (store, input) => ({ artifact_uri: findVersion(store, input).source })],
  ['DELETE', 'model-versions/delete', removeVersion],
];

function create({ models }: Store, input: Input, at: number): unknown {
  const name = required(input, 'name');
  if (/[/:]/u.test(name)) {
    throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid model name: '${name}'. Names cannot contain '/' or ':'.`);
  }
  if (models.some((one) => one.name === name)) {
    throw new MlflowError('RESOURCE_ALREADY_EXISTS', `Registered Model (name=${name}) already exists.`);
  }
  const stamps = { creation_timestamp: at, last_updated_timestamp: at };
  const model: RegisteredModel = { name, ...stamps, tags: tags(input), versions: [], lastVersion: 0, aliases: new Map() };
  models.push(model);
  return { registered_model: wire(model) };
}

function wire({ name, creation_timestamp, last_updated_timestamp, versions, tags }: RegisteredModel): unknown {
  const latest = versions.slice(-1);
  return {
    name, creation_timestamp, last_updated_timestamp,
    ...(tags.length === 0 ? {} : { tags }), ...(latest.length === 0 ? {} : { latest_versions: latest }),
  };
}

export function findModel({ models }: Store, input: Input): RegisteredModel {
  const name = required(input, 'name');
  const found = models.find((one) => one.name === name);
  if (found === undefined) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Registered Model with name=${name} not found`);
  return found;
}

/** In the order of their names, as bytes are ordered. */
function search({ models }: Store, input: Input): unknown {
  const found = models.filter(modelFilter(input)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, ...next } = pageOf(found, input, 1000, 100);
  return { ...(items.length === 0 ? {} : { registered_models: items.map(wire) }), ...next };
}

function remove(store: Store, input: Input): unknown {
  store.models.splice(store.models.indexOf(findModel(store, input)), 1);
  return {};
}

function createVersion(store: Store, input: Input, at: number): unknown {
  const model = findModel(store, input);
  const source = sourceOf(store, input);
  model.lastVersion += 1;
  const version: ModelVersion = {
    name: model.name, version: String(model.lastVersion), creation_timestamp: at, last_updated_timestamp: at, current_stage: 'None',
    source, run_id: optional(input, 'run_id') ?? '', status: 'READY', run_link: optional(input, 'run_link') ?? '',
  };
  model.versions.push(version);
  return { model_version: version };
}

export function findVersion(store: Store, input: Input): ModelVersion {
  const version = required(input, 'version');
  const found = findModel(store, input).versions.find((one) => one.version === version);
  if (found === undefined) {
    throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Model Version (name=${required(input, 'name')}, version=${version}) not found`);
  }
  return found;
}

function removeVersion(store: Store, input: Input): unknown {
  const { versions, aliases } = findModel(store, input);
  const gone = findVersion(store, input);
  versions.splice(versions.indexOf(gone), 1);
  for (const [alias, version] of aliases) if (version === gone.version) aliases.delete(alias);
  return {};
}
