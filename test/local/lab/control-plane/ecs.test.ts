import { describe, expect, it } from 'vitest';
import type { Task } from '../../../../local/lab/control-plane/ecs.ts';
import { answerEcs } from '../../../../local/lab/control-plane/ecs.ts';

const cluster = 'hokusai-development';
const stopped = { at: 105_000, code: 'EssentialContainerExited', reason: 'Essential container in task exited', exitCode: 1 };
const tasks: readonly Task[] = [
  { id: 'one', service: 'auth', startedAt: 1500 },
  { id: 'two', service: 'mlflow', startedAt: 2000, stopped },
];
const arn = (kind: string, name: string) => `arn:aws:ecs:us-east-1:000000000000:${kind}/${cluster}/${name}`;

const type = (name: string): unknown => expect.objectContaining({ type: name });

describe('what ECS says of the lab', () => {
  it('is true of its tasks, with times in seconds', () => {
    const said = answerEcs(tasks, 'DescribeServices', { cluster, services: ['hokusai-auth-development', 'hokusai-mlflow-development'] });
    expect(said).toMatchObject({
      services: [
        {
          serviceName: 'hokusai-auth-development', status: 'ACTIVE', desiredCount: 1, runningCount: 1, createdAt: 1.5,
          deployments: [{ rolloutState: 'COMPLETED' }],
        },
        { serviceName: 'hokusai-mlflow-development', desiredCount: 1, runningCount: 0 },
      ],
      failures: [],
    });
  });

  it('names the services it does not know', () => {
    const said = answerEcs(tasks, 'DescribeServices', { cluster, services: ['other'] });
    expect(said).toEqual({ services: [], failures: [{ arn: arn('service', 'other'), reason: 'MISSING' }] });
  });

  it('lists running tasks, or stopped ones when asked', () => {
    expect(answerEcs(tasks, 'ListTasks', { cluster })).toEqual({ taskArns: [arn('task', 'one')] });
    expect(answerEcs(tasks, 'ListTasks', { cluster, serviceName: 'hokusai-mlflow-development' })).toEqual({ taskArns: [] });
    const ended = { cluster, serviceName: 'hokusai-mlflow-development', desiredStatus: 'STOPPED' };
    expect(answerEcs(tasks, 'ListTasks', ended)).toEqual({ taskArns: [arn('task', 'two')] });
  });

  it('describes tasks, by ARN or id, and why one stopped', () => {
    const clusterArn = `arn:aws:ecs:us-east-1:000000000000:cluster/${cluster}`;
    const said = answerEcs(tasks, 'DescribeTasks', { cluster: clusterArn, tasks: [arn('task', 'two'), 'one', 'gone'] });
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
    expect(() => answerEcs(tasks, 'DescribeServices', elsewhere)).toThrow(type('ClusterNotFoundException'));
    expect(() => answerEcs(tasks, 'ListTasks', { cluster, serviceName: 'other' })).toThrow(type('ServiceNotFoundException'));
  });

  it('is nothing for an operation that it does not know', () => {
    expect(answerEcs(tasks, 'RunTask', { cluster })).toBeUndefined();
  });
});
