import { expect, test } from 'vitest';
import { AwsError } from '../../../local/gateway/service.ts';
import { describeEcsService } from '../../../shared/aws/ecs.ts';
import { always, denied, standInAws, throwing } from '../../fixtures/aws.ts';
import type { Replies } from '../../fixtures/aws.ts';

const now = Date.UTC(2025, 7, 6, 9);
const minute = 60_000;
const seconds = (at: number) => at / 1000;
const service = { cluster: 'hokusai', service: 'mlflow' };

const aws = standInAws();

const described = {
  serviceName: 'mlflow', status: 'ACTIVE', runningCount: 1, desiredCount: 1, pendingCount: 0,
  deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }, { status: 'ACTIVE', rolloutState: 'COMPLETED' }],
  events: Array.from({ length: 9 }, (_, n) => ({ id: String(n), message: `event ${n}` })),
};
const died = (minutesAgo: number, more: object = {}) => ({
  stoppedAt: seconds(now - minutesAgo * minute), stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited',
  containers: [{ name: 'sidecar' }, { name: 'mlflow', exitCode: 1 }], ...more,
});

const arn = (n: number) => `arn:aws:ecs:us-east-1:000000000000:task/hokusai/${n}`;

/** ECS that knows the service and these tasks; a task that runs has no stop. */
const answering = (tasks: readonly object[], seen: object = described): Replies => {
  return {
    DescribeServices: always({ services: [seen], failures: [] }),
    ListTasks: ({ desiredStatus }) => {
      const stopped = desiredStatus === 'STOPPED';
      return { taskArns: tasks.flatMap((task, n) => ('stoppedAt' in task === stopped ? [arn(n)] : [])) };
    },
    DescribeTasks: ({ tasks: wanted }) => ({ tasks: tasks.filter((_, n) => (wanted as string[]).includes(arn(n))) }),
  };
};
const facts = () => describeEcsService(service, new AbortController().signal, now);

test('a steady service is described by two calls', async () => {
  aws.answer(answering([{ startedAt: seconds(now - minute) }]));
  expect(await facts()).toEqual({
    status: 'ACTIVE', running: 1, desired: 1, pending: 0, rollout: 'IN_PROGRESS', stoppedLastHour: 0,
    events: ['event 0', 'event 1', 'event 2', 'event 3', 'event 4'],
  });
  expect(aws.asked).toEqual(['DescribeServices', 'ListTasks STOPPED']);
});

test('tasks that died within the hour are counted, the last one is told, and the youngest that runs is looked for', async () => {
  aws.answer(answering([
    died(61), died(59), died(8),
    died(3, { stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: not found', containers: [] }),
    { startedAt: seconds(now - 90 * minute) }, { createdAt: seconds(now - 2 * minute) },
  ]));
  expect(await facts()).toMatchObject({
    stoppedLastHour: 3, youngestStartedAt: now - 2 * minute,
    lastStop: { at: now - 3 * minute, code: 'TaskFailedToStart', reason: 'CannotPullContainerError: not found' },
  });
  expect(aws.asked).toEqual(['DescribeServices', 'ListTasks STOPPED', 'DescribeTasks', 'ListTasks RUNNING', 'DescribeTasks']);
});

test('the exit code of the container that died is told', async () => {
  aws.answer(answering([died(1)]));
  expect(await facts()).toMatchObject({ lastStop: { reason: 'Essential container in task exited (exit 1)' } });
});

test('tasks that a deployment, a person or a lack of capacity stopped do not count, tasks that failed their health checks do', async () => {
  aws.answer(answering([
    died(1, { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)' }),
    died(1, { stopCode: 'UserInitiated' }), died(1, { stopCode: 'SpotInterruption' }),
    died(1, { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Task failed ELB health checks in (target-group arn)' }),
  ]));
  expect(await facts()).toMatchObject({ stoppedLastHour: 1 });
});

test.each<[string, Replies]>([
  ['service', { DescribeServices: always({ services: [], failures: [{ arn: 'a', reason: 'MISSING' }] }) }],
  ['cluster', { DescribeServices: throwing(new AwsError('ClusterNotFoundException', 'Cluster not found.')) }],
  ['service any more', { ...answering([]), ListTasks: throwing(new AwsError('ServiceNotFoundException', 'Service not found.')) }],
])('a %s that ECS does not know is not found', async (_, replies) => {
  aws.answer(replies);
  expect(await facts()).toBe('not-found');
});

test('a refusal is thrown', async () => {
  aws.answer({ DescribeServices: throwing(denied('ecs:DescribeServices')) });
  await expect(facts()).rejects.toThrow('not authorized to perform');
});
