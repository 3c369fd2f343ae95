import { describe, expect, test } from 'vitest';
import { judge } from '../../../shared/checks/judge.ts';
import { deployment as kind } from '../../../shared/probes/deployment.ts';
import { always, standInAws } from '../../fixtures/aws.ts';
import type { Replies } from '../../fixtures/aws.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const written = { cluster: 'hokusai', service: 'api' };
const minute = 60_000;
const ago = (minutes: number) => (Date.now() - minutes * minute) / 1000;

const aws = standInAws();

const definition = 'arn:aws:ecs:us-east-1:000000000000:task-definition/hokusai-api:42';
const primary = (more: object = {}) =>
  ({ status: 'PRIMARY', rolloutState: 'COMPLETED', failedTasks: 0, createdAt: ago(90.5), taskDefinition: definition, ...more });
const answering = (deployments: readonly object[], { stopped = [], events = [] }: { stopped?: readonly object[]; events?: readonly object[] } = {}): Replies => ({
  DescribeServices: always({ services: [{ status: 'ACTIVE', runningCount: 1, desiredCount: 2, taskDefinition: 'family:1', deployments, events }] }),
  ListTasks: always({ taskArns: stopped.map((_, n) => `task/${n}`) }),
  DescribeTasks: always({ tasks: stopped }),
});
const died = (minutesAgo: number, stoppedReason = 'Essential container in task exited') =>
  ({ stoppedAt: ago(minutesAgo), stopCode: 'EssentialContainerExited', stoppedReason, containers: [{ name: 'api', exitCode: 1 }] });

describe('a deployment', () => {
  test('that is complete and keeps running is well by default, and tells what was deployed when', async () => {
    aws.answer(answering([primary(), { ...primary({ rolloutState: 'FAILED' }), status: 'ACTIVE' }]));
    const seen = await probe(kind, written);
    expect(seen.facts).toEqual({
      rollout: 'COMPLETED', failedTasks: 0, running: 1, desired: 2, stoppedLastHour: 0, taskDefinition: 'hokusai-api:42',
      deployedAt: expect.any(Number), minutesSinceDeployment: 90, unsteadyEvents: [],
    });
    expect(aws.asked).toEqual(['DescribeServices', 'ListTasks STOPPED']);
    expect(judge(kind.expects, seen, 0).every(({ ok }) => ok)).toBe(true);
    expect(addsUp(seen)).toBe(true);
  });

  test('that failed is not', async () => {
    aws.answer(answering([primary({ rolloutState: 'FAILED', failedTasks: 3 })]));
    const seen = await probe(kind, written);
    expect(seen.facts).toMatchObject({ rollout: 'FAILED', failedTasks: 3 });
    expect(judge(kind.expects, seen, 0).filter(({ ok }) => !ok)).toMatchObject([{ reason: 'facts', saw: '"FAILED"' }]);
  });

  test('whose tasks die is not, and tells of the last one without its secrets', async () => {
    aws.answer(answering([primary()], { stopped: [died(59), died(3, 'exited: postgres://mlflow:hunter2secret@db/mlflow'), died(61)] }));
    const seen = await probe(kind, written);
    expect(seen.facts).toMatchObject({ stoppedLastHour: 2, lastStopCode: 'EssentialContainerExited', lastStopAt: expect.any(Number) });
    expect(seen.facts?.['lastStopReason']).toMatch(/^exited: postgres:\/\/mlflow:\[redacted\].*\(exit 1\)$/);
    expect(judge(kind.expects, seen, 0).filter(({ ok }) => !ok)).toMatchObject([{ reason: 'facts', saw: '2' }]);
  });

  test('by another than ECS tells no rollout and what the service runs', async () => {
    aws.answer(answering([]));
    const seen = await probe(kind, written);
    expect(seen.facts).toMatchObject({ rollout: 'untold', taskDefinition: 'family:1' });
    expect(seen.facts).not.toHaveProperty('deployedAt');
    expect(judge(kind.expects, seen, 0).every(({ ok }) => ok)).toBe(true);
  });

  test('tells the last events of the hour that are about trouble', async () => {
    const trouble = [
      '(service api) was unable to place a task because no container instance met all of its requirements.',
      '(service api) is unable to consistently start tasks successfully.',
      '(service api) (task 1) (port 8000) is unhealthy in (target-group tg) due to (reason Health checks failed with these codes: [502])',
      '(service api) (deployment d) deployment failed: tasks failed to start.', '(service api) rolling back to deployment d.',
    ];
    const calm = ['(service api) has reached a steady state.', '(service api) has started 1 tasks: (task 2).', '(service api) registered 1 targets in (target-group tg)'];
    const events = [...calm, ...trouble, '(service api) is unable to do more than five'].map((message, n) => ({ id: String(n), createdAt: ago(n), message }));
    aws.answer(answering([primary()], { events: [...events, { id: 'old', createdAt: ago(61), message: 'it failed' }] }));
    expect((await probe(kind, written)).facts).toMatchObject({ unsteadyEvents: trouble });
  });

  test('of a service that ECS does not know fails', async () => {
    aws.answer({ DescribeServices: always({ services: [], failures: [{ reason: 'MISSING' }] }) });
    expect((await probe(kind, written)).failure).toMatchObject({ reason: 'not-found', detail: 'ECS knows no service api in cluster hokusai' });
  });
});

test('a target is named by cluster and service, and is no host', () => {
  expect(targetOf(kind, written)).toEqual({ label: 'deployment of ECS hokusai/api', requests: 2 });
});

test.each([{}, { cluster: 'a' }, { cluster: '', service: 'b' }, { ...written, region: 'x' }])('settings such as %j are refused', (settings) => {
  expect(settingsFault(kind, settings)).toBeTypeOf('string');
});
