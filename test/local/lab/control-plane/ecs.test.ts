import { describe, expect, it } from 'vitest';
import type { Cluster, Task } from '../../../../local/lab/control-plane/ecs.ts';
import { answerEcs } from '../../../../local/lab/control-plane/ecs.ts';

const cluster = 'hokusai-development';
const stopped = { at: 105_000, code: 'EssentialContainerExited', reason: 'Essential container in task exited', exitCode: 1 };
const tasks: readonly Task[] = [
  { id: 'one', service: 'auth', startedAt: 1500 },
  { id: 'two', service: 'mlflow', startedAt: 2000, stopped },
];
const events: Cluster['events'] = [
  { id: 'e2', service: 'api', at: 4000, what: 'has reached a steady state.' }, { id: 'e1', service: 'auth', at: 1500, what: 'has started 1 tasks: (task one).' },
];
const state: Cluster = { tasks, events, desired: { auth: { count: 1 }, api: { count: 0, changedAt: 4000 }, mlflow: { count: 1 } }, deployedAt: 1000 };
const arn = (kind: string, name: string) => `arn:aws:ecs:us-east-1:000000000000:${kind}/${cluster}/${name}`;

const type = (name: string): unknown => expect.objectContaining({ type: name });

describe('what ECS says of the lab', () => {
  it('is true of its tasks, with times in seconds', () => {
    const said = answerEcs(state, 'DescribeServices', { cluster, services: ['hokusai-auth-development', 'hokusai-mlflow-development'] });
    expect(said).toMatchObject({
      services: [
        {
          serviceName: 'hokusai-auth-development', status: 'ACTIVE', desiredCount: 1, runningCount: 1, createdAt: 1,
          deployments: [{ rolloutState: 'COMPLETED', failedTasks: 0, createdAt: 1, updatedAt: 1 }],
          events: [{ id: 'e1', createdAt: 1.5, message: '(service hokusai-auth-development) has started 1 tasks: (task one).' }],
        },
        { serviceName: 'hokusai-mlflow-development', desiredCount: 1, runningCount: 0 },
      ],
      failures: [],
    });
  });

  it('is true of services that have no task, or none that comes to run', () => {
    const unpulled = { at: 3000, code: 'TaskFailedToStart', reason: 'CannotPullContainerError: not found' };
    const failing: Cluster = { ...state, tasks: [{ id: 'three', service: 'auth', startedAt: 2000, stopped: unpulled }] };
    const said = answerEcs(failing, 'DescribeServices', { cluster, services: ['hokusai-auth-development', 'hokusai-api-development'] });
    expect(said).toMatchObject({
      services: [
        {
          desiredCount: 1, runningCount: 0, deployments: [{ rolloutState: 'IN_PROGRESS', failedTasks: 1 }],
        },
        {
          desiredCount: 0, runningCount: 0, createdAt: 1, deployments: [{ rolloutState: 'COMPLETED', desiredCount: 0, createdAt: 1, updatedAt: 4 }],
          events: [{ id: 'e2', createdAt: 4, message: '(service hokusai-api-development) has reached a steady state.' }],
        },
      ],
    });
  });

  it('tells of a target group only where there is one', () => {
    const said = answerEcs(state, 'DescribeServices', { cluster, services: ['hokusai-auth-development', 'hokusai-mlflow-development'] });
    expect(said).toMatchObject({ services: [{ loadBalancers: [{ containerPort: 8000 }] }, { loadBalancers: [] }] });
  });

  it('names the services it does not know', () => {
    const said = answerEcs(state, 'DescribeServices', { cluster, services: ['other'] });
    expect(said).toEqual({ services: [], failures: [{ arn: arn('service', 'other'), reason: 'MISSING' }] });
  });

  it('lists running tasks, or stopped ones when asked', () => {
    expect(answerEcs(state, 'ListTasks', { cluster })).toEqual({ taskArns: [arn('task', 'one')] });
    expect(answerEcs(state, 'ListTasks', { cluster, serviceName: 'hokusai-mlflow-development' })).toEqual({ taskArns: [] });
    const ended = { cluster, serviceName: 'hokusai-mlflow-development', desiredStatus: 'STOPPED' };
    expect(answerEcs(state, 'ListTasks', ended)).toEqual({ taskArns: [arn('task', 'two')] });
  });

  it('describes tasks, by ARN or id, and why one stopped', () => {
    const clusterArn = `arn:aws:ecs:us-east-1:000000000000:cluster/${cluster}`;
    const said = answerEcs(state, 'DescribeTasks', { cluster: clusterArn, tasks: [arn('task', 'two'), 'one', 'gone'] });
    expect(said).toMatchObject({
      tasks: [
        {
          taskArn: arn('task', 'two'), lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited', stoppedAt: 105,
          containers: [{ exitCode: 1 }],
        },
        { lastStatus: 'RUNNING', startedAt: 1.5, group: 'service:hokusai-auth-development' },
      ],
      failures: [{ arn: arn('task', 'gone'), reason: 'MISSING' }],
    });
  });

  it('refuses another cluster and an unknown service as ECS does', () => {
    const elsewhere = { cluster: 'default', services: [] };
    expect(() => answerEcs(state, 'DescribeServices', elsewhere)).toThrow(type('ClusterNotFoundException'));
    expect(() => answerEcs(state, 'ListTasks', { cluster, serviceName: 'other' })).toThrow(type('ServiceNotFoundException'));
  });

  it('is nothing for an operation that it does not know', () => {
    expect(answerEcs(state, 'RunTask', { cluster })).toBeUndefined();
  });
});
