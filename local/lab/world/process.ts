import type { ServiceName, Settings, TaskSettings } from '../settings.ts';
import { databaseName } from '../settings.ts';
import { databaseAdmits } from './login.ts';

/** Why ECS says that a task stopped, in its words. */
export interface Stop {
  readonly code: 'EssentialContainerExited' | 'TaskFailedToStart' | 'ServiceSchedulerInitiated';
  readonly reason: string;
  readonly exitCode?: number;
}

/** It runs for a while, never listens, and dies, again and again; or ECS tries again and again to start it. */
export interface Failing {
  readonly state: 'dies' | 'never starts';
  readonly everyMs: number;
  readonly stop: Stop;
  /** The service for want of which it does so. */
  readonly without?: ServiceName;
}

/** What became of a service's container. */
export type Process = Failing | { readonly state: 'serves' | 'absent'; readonly without?: never };

export const fails = (process: Process): process is Failing => process.state === 'dies' || process.state === 'never starts';

export type Processes = Readonly<Record<ServiceName, Process>>;

const exited = (exitCode: number, everyMs: number, reason = 'Essential container in task exited'): Failing =>
  ({ state: 'dies', everyMs, stop: { code: 'EssentialContainerExited', reason, exitCode } });
const unstartable = (reason: string): Failing =>
  ({ state: 'never starts', everyMs: 60_000, stop: { code: 'TaskFailedToStart', reason } });

const unread = (id: string, why: string): string =>
  `ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: failed to fetch secret ${id} from secrets manager: ${why}`;

/** Before a container starts, ECS fetches its secrets. Source: Amazon ECS developer guide, "ResourceInitializationError". */
const secretProblem = ({ secrets: needed }: TaskSettings, { secrets }: Settings): string | undefined => {
  for (const { secret: id, key } of Object.values(needed)) {
    const secret = secrets[id];
    if (secret === undefined) return unread(id, "ResourceNotFoundException: Secrets Manager can't find the specified secret.");
    if (secret.deletedAt !== undefined) return unread(id, 'InvalidRequestException: the secret was marked for deletion');
    if (!secret.readable) return unread(id, 'AccessDeniedException');
    if (secret.values[key] === undefined) return unread(id, `retrieved secret from Secrets Manager did not contain json key ${key}`);
  }
  return undefined;
};

/** What keeps any container from starting or running. */
const ofTask = (name: ServiceName, task: TaskSettings, settings: Settings): Process | undefined => {
  if (task.desired === 0) return { state: 'absent' };
  if (task.image === 'missing') {
    return unstartable(`CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref hokusai-${name}:latest: not found`);
  }
  const problem = secretProblem(task, settings);
  if (problem !== undefined) return unstartable(problem);
  if (task.command === 'wrong') return exited(127, 15_000);
  if (task.memory === 'too little') return exited(137, 240_000, 'OutOfMemoryError: Container killed due to memory usage');
  return undefined;
};

const serving: Process = { state: 'serves' };

/** One that goes down ends no task that runs. */
const logsIn = (settings: Settings, { login }: TaskSettings): boolean =>
  login === undefined || databaseAdmits({ ...settings.database, startingUp: false }, settings, login, databaseName);

const found = new WeakMap<Settings, Processes>();

/**
 * What became of every container, from the settings alone. MLflow gives up after 105 s where it cannot log in to its database; the
 * registry's API dies without MLflow.
 */
export const processesOf = (settings: Settings): Processes => {
  const before = found.get(settings);
  if (before !== undefined) return before;
  const { tasks } = settings;
  const auth = ofTask('auth', tasks.auth, settings) ?? serving;
  const mlflow = ofTask('mlflow', tasks.mlflow, settings) ?? (logsIn(settings, tasks.mlflow) ? serving : exited(1, 105_000));
  const api = ofTask('api', tasks.api, settings) ?? (mlflow.state === 'serves' ? serving : { ...exited(1, 45_000), without: 'mlflow' });
  const processes: Processes = { auth, api, mlflow };
  found.set(settings, processes);
  return processes;
};
