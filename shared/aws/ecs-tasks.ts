import type { Service, Task } from '@aws-sdk/client-ecs';
import { list } from './foreign-answer.ts';

export interface EcsService { readonly cluster: string; readonly service: string }

/** DescribeTasks takes so many at once, and ListTasks gives as many. Source: Amazon ECS API reference. */
const mostTasks = 100;
/** A service that stops more within an hour is told of by these. */
const mostPages = 3;

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-ecs');
  return { ...sdk, client: new sdk.ECSClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

/** A service as ECS tells of it, and what asks for its tasks. */
interface Told { readonly found: Service; readonly tasks: (desiredStatus: 'RUNNING' | 'STOPPED') => Promise<readonly Task[]> }

/**
 * Asks for a service and hands on what was told; of its tasks at most 300. Throws the SDK's error when ECS does not answer or refuses.
 */
export const asking = async <Facts>(
  { cluster, service }: EcsService, signal: AbortSignal, tell: (told: Told) => Promise<Facts>,
): Promise<Facts | 'not-found'> => {
  const sdk = await (own ??= loaded());
  const until = { abortSignal: signal };
  const tasks = async (desiredStatus: 'RUNNING' | 'STOPPED', pages = mostPages, from?: string): Promise<readonly Task[]> => {
    const asked = { cluster, serviceName: service, desiredStatus, maxResults: mostTasks, ...(from === undefined ? {} : { nextToken: from }) };
    const { taskArns, nextToken } = await sdk.client.send(new sdk.ListTasksCommand(asked), until);
    const listed = [...list(taskArns, 'taskArns')];
    const described = listed.length === 0 ? [] : list((await sdk.client.send(new sdk.DescribeTasksCommand({ cluster, tasks: listed }), until)).tasks, 'tasks');
    return nextToken === undefined || pages === 1 ? described : [...described, ...await tasks(desiredStatus, pages - 1, nextToken)];
  };

  try {
    const { services } = await sdk.client.send(new sdk.DescribeServicesCommand({ cluster, services: [service] }), until);
    const [found] = list(services, 'services');
    return found === undefined ? 'not-found' : await tell({ found, tasks });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'ClusterNotFoundException' || name === 'ServiceNotFoundException') return 'not-found';
    throw error;
  }
};
