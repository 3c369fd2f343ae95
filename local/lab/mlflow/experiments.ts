import { MlflowError } from './error.ts';
import { nameFilter, optional, pageOf, required, tags } from './input.ts';
import type { Input } from './input.ts';
import type { Call } from './call.ts';
import type { Experiment, Store } from './store.ts';

/**
 * Experiments, as `/api/2.0/mlflow/experiments/…` answers. Deleting is soft: the name stays taken. Its runs go with it, and come back with
 * it, all of them, also those that were deleted before.
 */
export const experimentCalls: readonly Call[] = [
  ['POST', 'experiments/search', search],
  ['GET', 'experiments/search', search],
  ['POST', 'experiments/create', create],
  ['GET', 'experiments/get', ({ experiments }, input) => ({ experiment: byId(experiments, required(input, 'experiment_id')) })],
  ['GET', 'experiments/get-by-name', ({ experiments }, input) => ({ experiment: byName(experiments, input) })],
  ['POST', 'experiments/delete', (store, input, at) => turn(store, input, 'active', 'deleted', at)],
  ['POST', 'experiments/restore', (store, input, at) => turn(store, input, 'deleted', 'active', at)],
];

type Stage = Experiment['lifecycle_stage'];

const stages: Readonly<Record<string, readonly Stage[]>> = {
  ACTIVE_ONLY: ['active'],
  DELETED_ONLY: ['deleted'],
  ALL: ['active', 'deleted'],
};

function search({ experiments }: Store, input: Input): unknown {
  const wanted = nameFilter(input);
  const within = stages[optional(input, 'view_type') ?? 'ACTIVE_ONLY'] ?? ['active'];
  const found = experiments.filter(({ name, lifecycle_stage }) => wanted(name) && within.includes(lifecycle_stage));
  const { items, ...next } = pageOf(found.toReversed(), input, 50_000);
  return { ...(items.length === 0 ? {} : { experiments: items }), ...next };
}

function create({ experiments }: Store, input: Input, at: number): unknown {
  const name = required(input, 'name');
  if (experiments.some((one) => one.name === name)) {
    throw new MlflowError('RESOURCE_ALREADY_EXISTS', `Experiment(name=${name}) already exists.`);
  }
  const experiment_id = String(experiments.length);
  const artifact_location = optional(input, 'artifact_location') ?? `mlflow-artifacts:/${experiment_id}`;
  experiments.push({
    experiment_id, name, artifact_location, lifecycle_stage: 'active', last_update_time: at, creation_time: at, tags: tags(input),
  });
  return { experiment_id };
}

export function byId(experiments: readonly Experiment[], id: string): Experiment {
  const found = experiments.find(({ experiment_id }) => experiment_id === id);
  if (found === undefined) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id} exists`);
  return found;
}

function byName(experiments: readonly Experiment[], input: Input): Experiment {
  const name = required(input, 'experiment_name');
  const found = experiments.find((one) => one.name === name);
  if (found === undefined) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Could not find experiment with name '${name}'`);
  return found;
}

function turn({ experiments, runs }: Store, input: Input, from: Stage, to: Stage, at: number): unknown {
  const found = byId(experiments, required(input, 'experiment_id'));
  if (found.lifecycle_stage !== from) {
    throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No ${from} experiment with id=${found.experiment_id} exists`);
  }
  found.lifecycle_stage = to;
  found.last_update_time = at;
  for (const { info } of runs) if (info.experiment_id === found.experiment_id) info.lifecycle_stage = to;
  return {};
}
