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

const definition = (revision: number) => `arn:aws:ecs:us-east-1:000000000000:task-definition/hokusai-api:${revision}`;
/** As ECS tells moments, in seconds. */
const deployed = Math.floor(ago(90.5));
const iso = (seconds: number) => `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
const primary = (more: object = {}) =>
  ({ status: 'PRIMARY', rolloutState: 'COMPLETED', failedTasks: 0, createdAt: deployed, runningCount: 1, desiredCount: 2, taskDefinition: definition(42), ...more });
const answering = (deployments: readonly object[], { stopped = [], events = [] }: { stopped?: readonly object[]; events?: readonly object[] } = {}): Replies => ({
  DescribeServices: always({ services: [{ status: 'ACTIVE', runningCount: 1, desiredCount: 2, taskDefinition: 'family:1', deployments, events }] }),
  ListTasks: always({ taskArns: stopped.map((_, n) => `task/${n}`) }),
  DescribeTasks: always({ tasks: stopped }),
});
const died = (minutesAgo: number, stoppedReason = 'Essential container in task exited', revision = 42) => ({
  stoppedAt: Math.floor(ago(minutesAgo)), stopCode: 'EssentialContainerExited', stoppedReason, taskDefinitionArn: definition(revision),
  containers: [{ name: 'api', exitCode: 1 }],
});
const stopLine = ({ stoppedAt, stoppedReason }: { readonly stoppedAt: number; readonly stoppedReason: string }): string =>
  `${iso(stoppedAt)} hokusai-api:42 EssentialContainerExited (exit 1): ${stoppedReason.replace('hunter2secret', '[redacted]')}`;
const eventLine = ({ createdAt, message }: { readonly createdAt: number; readonly message: string }): string => `${iso(createdAt)} ${message}`;

describe('a deployment', () => {
  test('that is complete and keeps running is well by default, and tells what was deployed when', async () => {
    const before = { ...primary({ rolloutState: 'FAILED', taskDefinition: definition(41), createdAt: deployed - 60 }), status: 'ACTIVE' };
    aws.answer(answering([before, primary()]));
    const seen = await probe(kind, written);
    expect(seen.facts).toEqual({
      rollout: 'COMPLETED', failedTasks: 0, running: 1, desired: 2, taskDefinition: 'hokusai-api:42',
      stoppedLastHour: 0, stops: [], lastStops: [], stoppedDefinitions: [], deployedAt: iso(deployed), minutesSinceDeployment: 90,
      deployments: [`PRIMARY hokusai-api:42 COMPLETED 1/2 since ${iso(deployed)}`, `ACTIVE hokusai-api:41 FAILED 1/2 since ${iso(deployed - 60)}`],
      events: [], unsteadyEvents: [],
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

  test('whose tasks die is not, and tells of the last three without their secrets', async () => {
    const tasks = [died(59), died(3, 'exited: postgres://mlflow:hunter2secret@db/mlflow'), died(61), died(9), died(8)];
    aws.answer(answering([primary()], { stopped: tasks }));
    const seen = await probe(kind, written);
    expect(seen.facts).toMatchObject({ stoppedLastHour: 4, stops: ['EssentialContainerExited (exit 1) x4'], stoppedDefinitions: ['hokusai-api:42 x4 (deployed)'] });
    expect(seen.facts?.['lastStops']).toEqual([tasks[1], tasks[4], tasks[3]].flatMap((task) => (task === undefined ? [] : [stopLine(task)])));
    expect(judge(kind.expects, seen, 0).filter(({ ok }) => !ok)).toMatchObject([{ reason: 'facts', saw: '4' }]);
  });

  test('tells all that stopped by how often, also what was stopped, and which revision died', async () => {
    const by = (stopCode: string, more: object = {}) => ({ ...died(10), stopCode, containers: [], ...more });
    const killed = { containers: [{ name: 'api', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }] };
    aws.answer(answering([primary()], {
      stopped: [
        ...Array.from({ length: 30 }, () => died(20)), ...Array.from({ length: 4 }, () => died(30, undefined, 41)), { ...died(2), ...killed },
        by('TaskFailedToStart'), by('UserInitiated'), by('SpotInterruption'), by('ServiceSchedulerInitiated'), by('ServiceSchedulerInitiated'),
        by('ServiceSchedulerInitiated', { stoppedReason: 'Task failed ELB health checks in (target-group tg)' }),
      ],
    }));
    const { facts } = await probe(kind, written);
    expect(facts).toMatchObject({
      stoppedLastHour: 37,
      stops: ['EssentialContainerExited (exit 1) x34', 'ServiceSchedulerInitiated x3', 'EssentialContainerExited (exit 137) x1', 'SpotInterruption x1', 'TaskFailedToStart x1'],
      stoppedDefinitions: ['hokusai-api:42 x33 (deployed)', 'hokusai-api:41 x4'],
    });
    expect(facts?.['lastStops']).toMatchObject({ 0: expect.stringMatching(/EssentialContainerExited \(exit 137\): Essential container in task exited; OutOfMemoryError: Container killed/) });
  });

  test('whose tasks die by the hundred is told of on three pages', async () => {
    aws.answer({
      ...answering([primary()]), ListTasks: ({ nextToken = '0' }) => ({ taskArns: [`task/${String(nextToken)}`], nextToken: `${Number(nextToken) + 1}` }),
      DescribeTasks: () => ({ tasks: Array.from({ length: 100 }, () => died(1)) }),
    });
    expect((await probe(kind, written)).facts).toMatchObject({ stoppedLastHour: 300, stops: ['EssentialContainerExited (exit 1) x300'] });
    expect(aws.asked).toEqual(['DescribeServices', ...Array.from({ length: 3 }, () => ['ListTasks STOPPED', 'DescribeTasks']).flat()]);
  });

  test('by another than ECS tells no rollout and what the service runs', async () => {
    aws.answer(answering([]));
    const seen = await probe(kind, written);
    expect(seen.facts).toMatchObject({ rollout: 'untold', taskDefinition: 'family:1' });
    expect(seen.facts).not.toHaveProperty('deployedAt');
    expect(judge(kind.expects, seen, 0).every(({ ok }) => ok)).toBe(true);
  });

  test('tells the last events of the hour, and those that are about trouble, each with its time', async () => {
    const trouble = [
      '(service api) was unable to place a task because no container instance met all of its requirements.',
      '(service api) is unable to consistently start tasks successfully.',
      '(service api) (task 1) (port 8000) is unhealthy in (target-group tg) due to (reason Health checks failed with these codes: [502])',
      '(service api) (deployment d) deployment failed: tasks failed to start.', '(service api) rolling back to deployment d.',
    ];
    const calm = ['(service api) has reached a steady state.', '(service api) has started 1 tasks: (task 2).', '(service api) registered 1 targets in (target-group tg)'];
    const events = [...calm, ...trouble, '(service api) is unable to do more than five'].map((message, n) => ({ id: String(n), createdAt: Math.floor(ago(n)), message }));
    aws.answer(answering([primary()], { events: [...events.toReversed(), { id: 'old', createdAt: ago(61), message: 'it failed' }] }));
    expect((await probe(kind, written)).facts).toMatchObject({ events: events.slice(0, 5).map(eventLine), unsteadyEvents: events.slice(3, 8).map(eventLine) });
  });

  test('of a service that ECS does not know fails', async () => {
    aws.answer({ DescribeServices: always({ services: [], failures: [{ reason: 'MISSING' }] }) });
    expect((await probe(kind, written)).failure).toMatchObject({ reason: 'not-found', detail: 'ECS knows no service api in cluster hokusai' });
  });
});

test('a target is named by cluster and service, and is no host; where a task has stopped it takes three requests', () => {
  expect(targetOf(kind, written)).toEqual({ label: 'deployment of ECS hokusai/api', requests: 3 });
});

test.each([{}, { cluster: 'a' }, { cluster: '', service: 'b' }, { ...written, region: 'x' }])('settings such as %j are refused', (settings) => {
  expect(settingsFault(kind, settings)).toBeTypeOf('string');
});
