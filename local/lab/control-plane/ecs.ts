import { AwsError } from '../../gateway/service.ts';
import type { Service } from '../../gateway/service.ts';
import { serviceNames } from '../settings.ts';
import type { ServiceName } from '../settings.ts';
import type { Desired } from '../world/desired.ts';
import {
  balanced, cluster, clusterArn, deploymentId, ecsArn, ecsName, registered, registryArn, serviceArn, targetGroupArn, taskArn, taskDefinitionArn,
} from './names.ts';

/** A container that the lab runs or ran; times are epoch milliseconds. */
export interface Task {
  readonly id: string;
  readonly service: ServiceName;
  readonly startedAt: number;
  readonly stopped?: { readonly at: number; readonly code: string; readonly reason: string; readonly exitCode?: number };
}

/** Something that became of a service, in ECS's words; `at` is epoch milliseconds. */
export interface ServiceEvent { readonly id: string; readonly service: ServiceName; readonly at: number; readonly what: string }

/** What ECS has to tell of. */
export interface Cluster {
  readonly tasks: readonly Task[];
  /** The newest first. */
  readonly events: readonly ServiceEvent[];
  readonly desired: Readonly<Record<ServiceName, Desired>>;
  /** When all of it was deployed, epoch milliseconds. */
  readonly deployedAt: number;
}

/** ECS, as it tells of the lab's tasks. */
export const ecs = (state: () => Cluster): Service => ({
  name: 'ecs', protocol: 'json-1.1', id: 'AmazonEC2ContainerServiceV20141113',
  answer: (operation, input) => answerEcs(state(), operation, input),
});

type Input = Readonly<Record<string, unknown>>;

/**
 * Answers an ECS operation from the lab's tasks in the shapes of the ECS API (version 2014-11-13; times are epoch seconds);
 * `undefined` for an operation that the lab does not know. Throws `AwsError` as ECS does for an unknown cluster or service.
 */
export function answerEcs(state: Cluster, operation: string, input: Input): unknown {
  const { tasks } = state;
  switch (operation) {
    case 'DescribeServices':
      return describeServices(state, input);
    case 'ListTasks':
      return listTasks(tasks, input);
    case 'DescribeTasks':
      return describeTasks(tasks, input);
    default:
      return undefined;
  }
}

function describeServices(state: Cluster, input: Input): unknown {
  checkCluster(input);
  const found = wanted(input, 'services').map((name) => ({ name, service: serviceOf(name) }));
  return {
    services: found.flatMap(({ service }) => (service === undefined ? [] : [describeService(service, state)])),
    failures: found.filter(({ service }) => service === undefined).map(({ name }) => missing(ecsArn(`service/${cluster}/${name}`), name)),
  };
}

function describeService(service: ServiceName, { tasks: all, events, desired: wanted, deployedAt }: Cluster): unknown {
  const tasks = all.filter((task) => task.service === service);
  const running = tasks.filter(({ stopped }) => stopped === undefined);
  // ECS counts them until one comes to run.
  const failed = running.length > 0 ? [] : tasks.filter(({ stopped }) => stopped?.code === 'TaskFailedToStart');
  const { count, changedAt = deployedAt } = wanted[service];
  const counts = { desiredCount: count, runningCount: running.length, pendingCount: 0 };
  const at = seconds(deployedAt);
  const taskDefinition = taskDefinitionArn(service);
  const name = ecsName(service);
  const id = deploymentId(service);
  return {
    serviceArn: serviceArn(service), serviceName: name, clusterArn, status: 'ACTIVE', ...counts,
    launchType: 'FARGATE', taskDefinition, createdAt: at,
    loadBalancers: balanced.includes(service) ? [{ targetGroupArn: targetGroupArn(service), containerName: name, containerPort: 8000 }] : [],
    serviceRegistries: registered.includes(service) ? [{ registryArn: registryArn(service) }] : [],
    deployments: [
      {
        id, status: 'PRIMARY', taskDefinition, ...counts, failedTasks: failed.length, createdAt: at, updatedAt: seconds(changedAt), launchType: 'FARGATE',
        ...(failed.length === 0
          ? { rolloutState: 'COMPLETED', rolloutStateReason: `ECS deployment ${id} completed.` }
          : { rolloutState: 'IN_PROGRESS', rolloutStateReason: `ECS deployment ${id} in progress.` }),
      },
    ],
    events: events.filter((event) => event.service === service)
      .map((event) => ({ id: event.id, createdAt: seconds(event.at), message: `(service ${name}) ${event.what}` })),
  };
}

function listTasks(tasks: readonly Task[], input: Input): unknown {
  checkCluster(input);
  const name = input['serviceName'];
  const service = typeof name === 'string' ? serviceOf(name) : undefined;
  if (name !== undefined && service === undefined) throw new AwsError('ServiceNotFoundException', 'Service not found.');
  const stopped = input['desiredStatus'] === 'STOPPED';
  const listed = tasks.filter((task) => (service === undefined || task.service === service) && (task.stopped !== undefined) === stopped);
  return { taskArns: listed.map(({ id }) => taskArn(id)) };
}

function describeTasks(tasks: readonly Task[], input: Input): unknown {
  checkCluster(input);
  const found = wanted(input, 'tasks').map((name) => ({ name, task: tasks.find(({ id }) => id === lastPart(name)) }));
  return {
    tasks: found.flatMap(({ task }) => (task === undefined ? [] : [describeTask(task)])),
    failures: found.filter(({ task }) => task === undefined).map(({ name }) => missing(taskArn(name), name)),
  };
}

function describeTask({ id, service, startedAt, stopped }: Task): unknown {
  const status = stopped === undefined ? 'RUNNING' : 'STOPPED';
  const name = ecsName(service);
  return {
    taskArn: taskArn(id), clusterArn, taskDefinitionArn: taskDefinitionArn(service), group: `service:${name}`, launchType: 'FARGATE',
    lastStatus: status, desiredStatus: status, createdAt: seconds(startedAt), startedAt: seconds(startedAt),
    ...(stopped === undefined ? {} : { stoppedAt: seconds(stopped.at), stopCode: stopped.code, stoppedReason: stopped.reason }),
    containers: [{ name, taskArn: taskArn(id), lastStatus: status, ...(stopped?.exitCode === undefined ? {} : { exitCode: stopped.exitCode }) }],
  };
}

function checkCluster(input: Input): void {
  const named = input['cluster'];
  if (typeof named !== 'string' || lastPart(named) !== cluster) throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
}

const lastPart = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
const serviceOf = (nameOrArn: string): ServiceName | undefined => serviceNames.find((one) => ecsName(one) === lastPart(nameOrArn));
const wanted = (input: Input, name: string): readonly string[] => (Array.isArray(input[name]) ? input[name].map(String) : []);
const missing = (arn: string, name: string) => ({ arn: name.startsWith('arn:') ? name : arn, reason: 'MISSING' });
const seconds = (at: number): number => at / 1000;
