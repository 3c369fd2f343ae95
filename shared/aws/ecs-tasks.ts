import type { Service, Task } from '@aws-sdk/client-ecs';
import type { TaskFacts } from '../checks/observation.ts';

export interface EcsService { readonly cluster: string; readonly service: string }

export const hourMs = 3_600_000;
/** DescribeTasks takes so many at once, and ListTasks gives as many. Source: Amazon ECS API reference. */
const mostTasks = 100;

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-ecs');
  return { ...sdk, client: new sdk.ECSClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

export const millis = (at: Date | undefined): number | undefined => at?.getTime();

/** Whether nobody stopped it: it died, did not start, or failed its health checks. Source: Amazon ECS API reference, Task.stopCode. */
const stoppedByItself = ({ stopCode, stoppedReason = '' }: Task): boolean =>
  stopCode === 'EssentialContainerExited' || stopCode === 'TaskFailedToStart'
  || (stopCode === 'ServiceSchedulerInitiated' && /failed (?:ELB|container) health checks/.test(stoppedReason));

const exitCode = ({ containers = [] }: Task): string => {
  const code = containers.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0)?.exitCode;
  return code === undefined ? '' : ` (exit ${code})`;
};

/** The last of some stopped tasks. */
export const lastStopOf = (stopped: readonly Task[]): Pick<TaskFacts, 'lastStop'> => {
  const last = [...stopped].sort((a, b) => (millis(b.stoppedAt) ?? 0) - (millis(a.stoppedAt) ?? 0))[0];
  const at = millis(last?.stoppedAt);
  if (last === undefined || at === undefined) return {};
  return { lastStop: { at, code: last.stopCode ?? 'unknown', reason: `${last.stoppedReason ?? 'no reason given'}${exitCode(last)}` } };
};

/** A service as ECS tells of it, and what asks for its tasks. */
interface Told { readonly found: Service; readonly tasks: (desiredStatus: 'RUNNING' | 'STOPPED') => Promise<readonly Task[]> }

/** Asks for a service and hands on what was told. Throws the SDK's error when ECS does not answer or refuses. */
export const asking = async <Facts>(
  { cluster, service }: EcsService, signal: AbortSignal, tell: (told: Told) => Promise<Facts>,
): Promise<Facts | 'not-found'> => {
  const sdk = await (own ??= loaded());
  const until = { abortSignal: signal };
  const tasks: Told['tasks'] = async (desiredStatus) => {
    const list = new sdk.ListTasksCommand({ cluster, serviceName: service, desiredStatus, maxResults: mostTasks });
    const { taskArns = [] } = await sdk.client.send(list, until);
    if (taskArns.length === 0) return [];
    return (await sdk.client.send(new sdk.DescribeTasksCommand({ cluster, tasks: taskArns }), until)).tasks ?? [];
  };

  try {
    const { services: [found] = [] } = await sdk.client.send(new sdk.DescribeServicesCommand({ cluster, services: [service] }), until);
    return found === undefined ? 'not-found' : await tell({ found, tasks });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'ClusterNotFoundException' || name === 'ServiceNotFoundException') return 'not-found';
    throw error;
  }
};

/** Those that stopped by themselves within the last hour. */
export const lately = (tasks: readonly Task[], now: number): readonly Task[] =>
  tasks.filter((task) => stoppedByItself(task) && now - (millis(task.stoppedAt) ?? 0) <= hourMs);
