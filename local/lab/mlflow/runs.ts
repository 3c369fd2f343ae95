import { randomBytes } from 'node:crypto';
import type { Call } from './call.ts';
import { MlflowError } from './error.ts';
import { byId } from './experiments.ts';
import { anyText, numeric, optional, pageOf, required, tags } from './input.ts';
import type { Input, Tag } from './input.ts';
import { runFilter } from './run-filter.ts';
import { runOrder } from './run-order.ts';
import type { Run, Store } from './store.ts';

/** Runs, as `/api/2.0/mlflow/runs/…` answers. Deleting is soft: the run stays readable, and takes nothing more. */
export const runCalls: readonly Call[] = [
  ['POST', 'runs/create', create],
  ['GET', 'runs/get', (store, input) => ({ run: findRun(store, input) })],
  ['POST', 'runs/search', search],
  ['POST', 'runs/log-parameter', logParameter],
  ['POST', 'runs/log-metric', logMetric],
  ['POST', 'runs/set-tag', setTag],
  ['POST', 'runs/update', update],
  ['POST', 'runs/delete', remove],
];

const states = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];
const longestParam = 6000;

function create({ experiments, runs }: Store, input: Input, at: number): unknown {
  const { experiment_id, artifact_location, lifecycle_stage } = byId(experiments, required(input, 'experiment_id'));
  if (lifecycle_stage !== 'active') {
    const message = `The experiment ${experiment_id} must be in the 'active' state. Current state is ${lifecycle_stage}.`;
    throw new MlflowError('INVALID_PARAMETER_VALUE', message);
  }
  const run_id = randomBytes(16).toString('hex');
  const run: Run = {
    info: {
      run_id, run_uuid: run_id, experiment_id, run_name: optional(input, 'run_name') ?? `run-${run_id.slice(0, 8)}`,
      user_id: optional(input, 'user_id') ?? '', status: 'RUNNING', start_time: numeric(input, 'start_time') ?? at,
      artifact_uri: `${artifact_location}/${run_id}/artifacts`, lifecycle_stage: 'active',
    },
    data: { params: [], metrics: [], tags: tags(input) },
    inputs: {},
  };
  runs.push(run);
  return { run };
}

/** The run that is asked about; `active` where it has to take something. */
export function findRun({ runs }: Store, input: Input, stage?: 'active'): Run {
  const id = required(input, 'run_id');
  const found = runs.find(({ info }) => info.run_id === id);
  if (found === undefined) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Run with id=${id} not found`);
  const { lifecycle_stage } = found.info;
  if (stage === undefined || lifecycle_stage === stage) return found;
  throw new MlflowError('INVALID_PARAMETER_VALUE', `The run ${id} must be in the 'active' state. Current state is ${lifecycle_stage}.`);
}

function search({ runs }: Store, input: Input): unknown {
  const ids: readonly unknown[] = Array.isArray(input['experiment_ids']) ? input['experiment_ids'] : [];
  const wanted = runFilter(input);
  const order = runOrder(input);
  const within = runs.filter(({ info }) => ids.includes(info.experiment_id) && info.lifecycle_stage === 'active');
  const found = within.filter(wanted).toReversed().sort(order);
  const { items, ...next } = pageOf(found, input, 50_000, 1000);
  return { ...(items.length === 0 ? {} : { runs: items }), ...next };
}

export function logParameter(store: Store, input: Input): unknown {
  const { data } = findRun(store, input, 'active');
  const key = required(input, 'key');
  const value = anyText(input, 'value');
  if (value.length > longestParam) {
    throw new MlflowError('INVALID_PARAMETER_VALUE', `Param value '${value.slice(0, 20)}...' had length ${value.length}, above ${longestParam}`);
  }
  const before = data.params.find((one) => one.key === key);
  if (before === undefined) data.params.push({ key, value });
  else if (before.value !== value) {
    throw new MlflowError('INVALID_PARAMETER_VALUE', `Changing param values is not allowed. Param with key='${key}' was already logged.`);
  }
  return {};
}

export function logMetric(store: Store, input: Input): unknown {
  const { data } = findRun(store, input, 'active');
  const key = required(input, 'key');
  const value = numeric(input, 'value') ?? required(input, 'value');
  const timestamp = Number(required(input, 'timestamp'));
  replace(data.metrics, { key, value, timestamp, step: numeric(input, 'step') ?? 0 });
  return {};
}

export function setTag(store: Store, input: Input): unknown {
  replace<Tag>(findRun(store, input, 'active').data.tags, { key: required(input, 'key'), value: anyText(input, 'value') });
  return {};
}

function replace<T extends { readonly key: string }>(items: T[], item: T): void {
  const index = items.findIndex(({ key }) => key === item.key);
  items.splice(index < 0 ? items.length : index, index < 0 ? 0 : 1, item);
}

/** A status that MLflow does not know is ignored without a word, as the real server does. */
function update(store: Store, input: Input): unknown {
  const { info } = findRun(store, input, 'active');
  const status = optional(input, 'status');
  const end = numeric(input, 'end_time');
  if (status !== undefined && states.includes(status)) info.status = status;
  if (end !== undefined) info.end_time = end;
  info.run_name = optional(input, 'run_name') ?? info.run_name;
  return { run_info: info };
}

function remove(store: Store, input: Input): unknown {
  findRun(store, input).info.lifecycle_stage = 'deleted';
  return {};
}
