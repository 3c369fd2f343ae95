import type { Task } from '@aws-sdk/client-ecs';
import type { TaskFacts } from '../checks/observation.ts';

export interface EcsService { readonly cluster: string; readonly service: string }

const hourMs = 3_600_000;
const keptEvents = 5;
/** DescribeTasks takes so many at once, and ListTasks gives as many. Source: Amazon ECS API reference. */
const mostTasks = 100;

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-ecs');
  return { ...sdk, client: new sdk.ECSClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

const millis = (at: Date | undefined): number | undefined => at?.getTime();

/** Whether nobody stopped it: it died, did not start, or failed its health checks. Source: Amazon ECS API reference, Task.stopCode. */
const stoppedByItself = ({ stopCode, stoppedReason = '' }: Task): boolean =>
  stopCode === 'EssentialContainerExited' || stopCode === 'TaskFailedToStart'
  || (stopCode === 'ServiceSchedulerInitiated' && /failed (?:ELB|container) health checks/.test(stoppedReason));

const exitCode = ({ containers = [] }: Task): string => {
  const code = containers.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0)?.exitCode;
  return code === undefined ? '' : ` (exit ${code})`;
};

const lastStopOf = (stopped: readonly Task[]): Pick<TaskFacts, 'lastStop'> => {
  const last = [...stopped].sort((a, b) => (millis(b.stoppedAt) ?? 0) - (millis(a.stoppedAt) ?? 0))[0];
  const at = millis(last?.stoppedAt);
  if (last === undefined || at === undefined) return {};
  return { lastStop: { at, code: last.stopCode ?? 'unknown', reason: `${last.stoppedReason ?? 'no reason given'}${exitCode(last)}` } };
};

/**
 * What ECS says of a service: its counts, the rollout of its deployment, and the tasks that stopped by themselves within the last hour
 * (for as long ECS keeps them). Only where there are such tasks is it asked when the youngest of those that run started. Throws the
 * SDK's error when ECS does not answer or refuses.
 */
export const describeEcsService = async (
  { cluster, service }: EcsService, signal: AbortSignal, now = Date.now(),
): Promise<TaskFacts | 'not-found'> => {
  const sdk = await (own ??= loaded());
  const until = { abortSignal: signal };

  const tasksOf = async (desiredStatus: 'RUNNING' | 'STOPPED'): Promise<readonly Task[]> => {
    const list = new sdk.ListTasksCommand({ cluster, serviceName: service, desiredStatus, maxResults: mostTasks });
    const { taskArns = [] } = await sdk.client.send(list, until);
    if (taskArns.length === 0) return [];
    return (await sdk.client.send(new sdk.DescribeTasksCommand({ cluster, tasks: taskArns }), until)).tasks ?? [];
  };

  try {
    const { services = [] } = await sdk.client.send(new sdk.DescribeServicesCommand({ cluster, services: [service] }), until);
    const found = services[0];
    if (found === undefined) return 'not-found';
    const stopped = (await tasksOf('STOPPED')).filter((task) => stoppedByItself(task) && now - (millis(task.stoppedAt) ?? 0) <= hourMs);
    const running = stopped.length === 0 ? [] : await tasksOf('RUNNING');
    const starts = running.flatMap(({ startedAt, createdAt }) => millis(startedAt ?? createdAt) ?? []);
    const rollout = found.deployments?.find(({ status }) => status === 'PRIMARY')?.rolloutState;
    return {
      status: found.status ?? 'unknown',
      running: found.runningCount ?? 0,
      desired: found.desiredCount ?? 0,
      pending: found.pendingCount ?? 0,
      ...(rollout === undefined ? {} : { rollout }),
      stoppedLastHour: stopped.length,
      ...(starts.length === 0 ? {} : { youngestStartedAt: Math.max(...starts) }),
      ...lastStopOf(stopped),
      events: (found.events ?? []).slice(0, keptEvents).flatMap(({ message }) => message ?? []),
    };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'ClusterNotFoundException' || name === 'ServiceNotFoundException') return 'not-found';
    throw error;
  }
};
