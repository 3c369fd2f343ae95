import { randomBytes } from 'node:crypto';
import type { Call } from './call.ts';
import { MlflowError } from './error.ts';
import { byId } from './experiments.ts';
import { optional, pageOf, required, tags } from './input.ts';
import type { Input } from './input.ts';
import { listBelow } from './run-artifacts.ts';
import { findRun } from './runs.ts';
import type { LoggedModel, Store } from './store.ts';

/** The logged models of 3.x: a model with files of its own, that a run is linked to. */
export const loggedModelCalls: readonly Call[] = [
  ['POST', 'logged-models', create],
  ['POST', 'logged-models/search', search],
  ['GET', 'logged-models/{model_id}', (store, input) => ({ model: find(store, input) })],
  ['PATCH', 'logged-models/{model_id}', finalize],
  ['DELETE', 'logged-models/{model_id}', remove],
  ['GET', 'logged-models/{model_id}/artifacts/directories', (store, input) =>
    listBelow(store, find(store, input).info.artifact_uri, optional(input, 'artifact_directory_path'))],
  ['POST', 'runs/outputs', link],
];

const outcomes = ['LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED'];

function create({ experiments, loggedModels }: Store, input: Input, at: number): unknown {
  const { experiment_id, artifact_location } = byId(experiments, required(input, 'experiment_id'));
  const model_id = `m-${randomBytes(16).toString('hex')}`;
  const model: LoggedModel = {
    info: {
      model_id, experiment_id, name: optional(input, 'name') ?? model_id, creation_timestamp_ms: at, last_updated_timestamp_ms: at,
      artifact_uri: `${artifact_location}/models/${model_id}/artifacts`, status: 'LOGGED_MODEL_PENDING',
      model_type: optional(input, 'model_type') ?? '', source_run_id: optional(input, 'source_run_id') ?? '', tags: tags(input),
    },
    data: Array.isArray(input['params']) && input['params'].length > 0 ? { params: tags({ tags: input['params'] }) } : {},
  };
  loggedModels.push(model);
  return { model };
}

function find({ loggedModels }: Store, input: Input): LoggedModel {
  const id = required(input, 'model_id');
  const found = loggedModels.find(({ info }) => info.model_id === id);
  if (found === undefined) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Logged model with ID '${id}' not found.`);
  return found;
}

/** No filter is read here, so that one is refused rather than passed over. */
function search({ loggedModels }: Store, input: Input): unknown {
  const filter = optional(input, 'filter');
  if (filter !== undefined) throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid clause(s) in filter string: '${filter}'`);
  const ids: readonly unknown[] = Array.isArray(input['experiment_ids']) ? input['experiment_ids'] : [];
  const found = loggedModels.filter(({ info }) => ids.includes(info.experiment_id));
  const { items, ...next } = pageOf(found.toReversed(), input, 1000, 100);
  return { ...(items.length === 0 ? {} : { models: items }), ...next };
}

function finalize(store: Store, input: Input, at: number): unknown {
  const model = find(store, input);
  const status = required(input, 'status');
  if (!outcomes.includes(status)) throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid model status: ${status}`);
  model.info.status = status;
  model.info.last_updated_timestamp_ms = at;
  return { model };
}

function remove(store: Store, input: Input): unknown {
  store.loggedModels.splice(store.loggedModels.indexOf(find(store, input)), 1);
  return {};
}

function link(store: Store, input: Input): unknown {
  const run = findRun(store, input, 'active');
  const models = Array.isArray(input['models']) ? (input['models'] as Input[]) : [];
  const linked = models.map((one) => ({ model_id: required(one, 'model_id'), step: Number(one['step'] ?? 0) }));
  run.outputs = { model_outputs: [...(run.outputs?.model_outputs ?? []), ...linked] };
  return {};
}
