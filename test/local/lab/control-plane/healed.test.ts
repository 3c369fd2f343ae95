import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseSecret } from '../../../../local/lab/settings.ts';
import { startLab, type Lab } from '../../../../local/lab/lab.ts';
import { targetGroupArn } from '../../../../local/lab/control-plane/names.ts';
import { measuredOf, saidBy } from '../said-by.ts';

const [minute, hour] = [60_000, 3_600_000];
const cluster = 'hokusai-development';
const ecsName = (service: string) => `hokusai-${service}-development`;

let lab: Lab;
/** A whole minute, at which the lab was started; each test begins at it. */
let start: number;
beforeAll(async () => {
  start = Math.ceil(Date.now() / minute) * minute;
  vi.useFakeTimers({ toFake: ['Date'], now: start });
  lab = await startLab();
});
beforeEach(() => {
  vi.setSystemTime(start);
  lab.breakBy([]);
});
afterAll(async () => {
  await lab.stop();
  vi.useRealTimers();
});

const after = (minutes: number): number => {
  vi.setSystemTime(start + minutes * minute);
  return start + minutes * minute;
};
const minutesOf = (seconds: number): number => Math.round((seconds * 1_000 - start) / minute);

interface Service {
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly deployments: readonly [{ readonly desiredCount: number; readonly updatedAt: number }];
  readonly events: readonly { readonly createdAt: number; readonly message: string }[];
}
interface Stopped { readonly stopCode: string; readonly stoppedReason: string; readonly stoppedAt: number }

/** What ECS says of a service: what happened within the last hour, each with the minute, and its tasks that stopped. */
const ecs = async (service: string) => {
  const said = saidBy(lab);
  const { services: [found] } = await said('ecs', 'DescribeServices', { cluster, services: [ecsName(service)] }) as { readonly services: readonly [Service] };
  const { taskArns } = await said('ecs', 'ListTasks', { cluster, serviceName: ecsName(service), desiredStatus: 'STOPPED' });
  const { tasks } = await said('ecs', 'DescribeTasks', { cluster, tasks: taskArns }) as { readonly tasks: readonly Stopped[] };
  const events = found.events.filter(({ createdAt }) => createdAt * 1_000 > Date.now() - hour)
    .map(({ createdAt, message }) => `${minutesOf(createdAt)} ${message.replace(/\(task \w+\)/, '(task)')}`);
  return { found, events, stopped: tasks };
};
const told = (service: string, minutes: number, ...whats: readonly string[]) => whats.map((what) => `${minutes} (service ${ecsName(service)}) ${what}`);
const group = (service: 'auth' | 'api') => `(target-group ${targetGroupArn(service)})`;

const rdsEvents = async (): Promise<readonly string[]> => {
  const { Events } = await saidBy(lab)('rds', 'DescribeEvents') as { readonly Events: { readonly values: readonly { readonly Date: string; readonly Message: string }[] } };
  return Events.values.map((event) => `${minutesOf(Date.parse(event.Date) / 1_000)} ${event.Message}`);
};

describe('somebody who scales a service to nothing', () => {
  it('is told of by ECS when that was, and so is who puts it right', async () => {
    after(5);
    lab.breakBy(['auth-scaled-to-zero']);
    after(10);
    const gone = ['has reached a steady state.', 'has stopped 1 running tasks: (task).', `deregistered 1 targets in ${group('auth')}`, 'has begun draining connections on 1 tasks.'];
    const { found: { desiredCount, runningCount, deployments: [deployment] }, events, stopped } = await ecs('auth');
    expect([desiredCount, runningCount, deployment.desiredCount, minutesOf(deployment.updatedAt)]).toEqual([0, 0, 0, 5]);
    expect(events).toEqual(told('auth', 5, ...gone));
    expect(stopped).toMatchObject([{ stopCode: 'ServiceSchedulerInitiated', stoppedReason: expect.stringMatching(/^Scaling activity initiated by \(deployment ecs-svc\/\d+\)$/) }]);

    after(20);
    lab.switchOff();
    const healed = await ecs('auth');
    expect([healed.found.desiredCount, healed.found.runningCount, minutesOf(healed.found.deployments[0].updatedAt)]).toEqual([1, 1, 20]);
    expect(healed.events).toEqual([...told('auth', 20, 'has reached a steady state.', 'has started 1 tasks: (task).'), ...told('auth', 5, ...gone)]);
    after(81);
    expect(await ecs('auth')).toMatchObject({ events: [], stopped: [] });
  });

  it('of MLflow half an hour ago is why the registry has died since', async () => {
    lab.breakBy(['mlflow-scaled-to-zero']);
    expect((await ecs('mlflow')).events).toEqual(told('mlflow', -30, 'has reached a steady state.', 'has stopped 1 running tasks: (task).'));
    const { stopped } = await ecs('api');
    expect([stopped.length, minutesOf(stopped.at(-1)?.stoppedAt ?? NaN)]).toEqual([41, -30]);
  });
});

it('ECS tells of a target that it takes out of its group, and of one that comes back', async () => {
  after(5);
  lab.breakBy(['registry-draining']);
  expect((await ecs('api')).events).toEqual(told('api', 5, `deregistered 1 targets in ${group('api')}`));
  after(7);
  lab.switchOff();
  expect((await ecs('api')).events).toEqual([...told('api', 7, `registered 1 targets in ${group('api')}`), ...told('api', 5, `deregistered 1 targets in ${group('api')}`)]);
});

/** Is on from minute 10 to 14; returns when minute 16 begins. */
const outage = () => {
  after(10);
  lab.switchOn('2025-08-06-total-outage');
  after(14);
  lab.switchOff();
  return after(16);
};

describe('after the total outage was mended', () => {
  it('ECS tells of the tasks that died until an hour later, and of the one that stays', async () => {
    outage();
    const { found, events, stopped } = await ecs('mlflow');
    expect([found.runningCount, stopped.length, minutesOf(stopped[0]?.stoppedAt ?? NaN)]).toEqual([1, 34, 14]);
    expect(new Set(stopped.map(({ stopCode }) => stopCode))).toEqual(new Set(['EssentialContainerExited']));
    expect(events.slice(0, 2)).toEqual(told('mlflow', 14, 'has reached a steady state.', 'has started 1 tasks: (task).'));
    expect(lab.hasTraces()).toBe(true);
    after(75);
    expect([(await ecs('mlflow')).stopped, lab.hasTraces()]).toEqual([[], false]);
  });

  it('CloudWatch has what was, and what is', () => {
    const now = outage();
    // Before the lab was started the registry's users got nothing but 502: twenty a minute.
    expect(measuredOf(lab, 'HTTPCode_ELB_502_Count', now - hour).length).toBe(44 * 20);
    const minutes = measuredOf(lab, 'ApproximateAgeOfOldestMessage').map(([at, seconds]) => [Math.round((at - start) / minute), seconds]);
    expect(minutes.slice(-4)).toEqual([[12, 3_720 + 180], [13, 120], [14, 120], [15, 120]]);
    // Nobody had taken any for ten minutes from minute -42 on.
    expect(minutes.filter(([, seconds = 0]) => seconds > 600).map(([at]) => at)).toEqual(Array.from({ length: 55 }, (_, index) => index - 42));
  });

  it('Secrets Manager tells when its secret was put right', async () => {
    const changed = async () => minutesOf(Number((await saidBy(lab)('secrets-manager', 'DescribeSecret', { SecretId: databaseSecret }))['LastChangedDate']));
    expect(await changed()).toBe(-20 * 24 * 60);
    after(10);
    lab.switchOn('2025-08-06-total-outage');
    expect(await changed()).toBe(-50);
    after(14);
    lab.switchOff();
    expect(await changed()).toBe(14);
  });
});

it('an instance that was stopped tells when, and when it was started, and CloudWatch has nothing of the time between', async () => {
  after(5);
  lab.breakBy(['rds-stopped']);
  expect(await rdsEvents()).toEqual(['5 DB instance stopped.']);
  after(10);
  lab.switchOff();
  expect(await rdsEvents()).toEqual(['5 DB instance stopped.', '10 DB instance started.']);
  const now = after(20);
  const measured = measuredOf(lab, 'DatabaseConnections').map(([at]) => Math.round((at - start) / minute));
  expect([measured.length, measured.filter((at) => at >= 0)]).toEqual([55, [0, 1, 2, 3, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]]);
  expect(measured.at(-1)).toBe((now - start) / minute - 1);
  after(66);
  expect(await rdsEvents()).toEqual(['10 DB instance started.']);
});

it('an incident that came days after what was before it has none of that in its past', async () => {
  lab.breakBy(['auth-image-missing', 'api-image-missing']);
  expect((await ecs('auth')).stopped).toHaveLength(60);
  lab.switchOn('2025-08-05-morning');
  expect([(await ecs('auth')).stopped, lab.hasTraces()]).toEqual([[], false]);
});
