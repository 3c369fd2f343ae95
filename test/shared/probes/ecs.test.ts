import { describe, expect, test, vi } from 'vitest';
import { AwsError } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { ecs as kind } from '../../../shared/probes/ecs.ts';
import { always, silent, standInAws, throwing } from '../../fixtures/aws.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const written = { cluster: 'hokusai', service: 'auth' };

const aws = standInAws();

const answer = (counts: object) => aws.answer({
  DescribeServices: always({ services: [{ status: 'ACTIVE', pendingCount: 0, ...counts }] }),
  ListTasks: always({ taskArns: [] }),
});

describe('an ECS service', () => {
  test('that runs as many tasks as desired is well by default', async () => {
    answer({ runningCount: 2, desiredCount: 2 });
    const seen = await probe(kind, written);
    expect(seen.tasks).toMatchObject({ running: 2, desired: 2, stoppedLastHour: 0 });
    expect(Object.keys(seen.phases)).toEqual(['firstByte']);
    expect(addsUp(seen)).toBe(true);
    expect(judge(kind.expects, seen, 0).every(({ ok }) => ok)).toBe(true);
  });

  test('that runs fewer is not', async () => {
    answer({ runningCount: 1, desiredCount: 2 });
    const unmet = judge(kind.expects, await probe(kind, written), 0).filter(({ ok }) => !ok);
    expect(unmet).toMatchObject([{ reason: 'tasks', saw: '1 running of 2 desired' }]);
  });

  test('that ECS does not know fails', async () => {
    aws.answer({ DescribeServices: always({ services: [], failures: [{ reason: 'MISSING' }] }) });
    const { failure } = await probe(kind, written);
    expect(failure).toEqual({ reason: 'not-found', phase: 'firstByte', detail: 'ECS knows no service auth in cluster hokusai' });
  });

  test.each<[string, AwsError, RegExp]>([
    ['refuses the checker', new AwsError('AccessDeniedException', 'not authorized'), /AccessDeniedException: not authorized/],
    ['is out of order', new AwsError('ServerException', 'internal', 500), /ServerException: internal/],
  ])('cannot be told of when ECS %s', async (_, error, detail) => {
    aws.answer({ DescribeServices: throwing(error) });
    const { failure, tasks } = await probe(kind, written);
    expect(failure).toMatchObject({ reason: 'control-plane', detail: expect.stringMatching(detail) });
    expect(tasks).toBeUndefined();
  });

  test('cannot be told of, in no phase and no time, when nothing could be sent', async () => {
    vi.resetModules();
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    const { ecs: fresh } = await import('../../../shared/probes/ecs.ts');
    const seen = await probe(fresh, written);
    vi.stubEnv('AWS_REGION', 'us-east-1');
    expect(seen).toEqual({
      phases: {}, totalMs: 0, failure: { reason: 'control-plane', detail: 'ECS could not be asked: Error: Region is missing' },
    });
  });

  test('cannot be told of when ECS does not answer in time', async () => {
    const time = new AbortController();
    aws.answer({
      DescribeServices: () => {
        time.abort();
        return silent();
      },
    });
    const seen = await probe(kind, written, { signal: time.signal });
    expect(seen.failure).toEqual({ reason: 'control-plane', phase: 'firstByte', detail: 'ECS could not be asked: no answer in time' });
    expect((await probe(kind, written, { signal: time.signal })).failure).toMatchObject({ reason: 'control-plane' });
  });
});

test('a target is named by cluster and service, and is no host; a steady service takes three requests at most, where a task has stopped', () => {
  expect(targetOf(kind, written)).toEqual({ label: 'ECS hokusai/auth', requests: 3 });
});

const wrong = [{}, { cluster: 'a' }, { cluster: '', service: 'b' }, { ...written, region: 'x' }];

test.each(wrong)('settings such as %j are refused', (settings) => {
  expect(settingsFault(kind, settings)).toBeTypeOf('string');
});
