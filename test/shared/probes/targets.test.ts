import { expect, test } from 'vitest';
import { AwsError } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { targets as kind } from '../../../shared/probes/targets.ts';
import { standInAws, throwing } from '../../fixtures/aws.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const written = { targetGroup: 'arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/api/1' };

const aws = standInAws();

const target = (n: number, State: string, Reason?: string, Description?: string) => ({
  Target: { Id: `10.0.0.${n}`, Port: 8000 },
  TargetHealth: { State, ...(Reason === undefined ? {} : { Reason }), ...(Description === undefined ? {} : { Description }) },
});
const mismatch = ['Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]'] as const;
const healthy = target(1, 'healthy');
const unhealthy = target(2, 'unhealthy', ...mismatch);
const draining = target(3, 'draining', 'Target.DeregistrationInProgress');
const initial = target(4, 'initial', 'Elb.InitialHealthChecking');
const unused = target(5, 'unused', 'Target.NotInUse');
const leavingUnhealthy = target(6, 'unhealthy.draining', 'Target.FailedHealthChecks');

test.each<[string, readonly object[], object, boolean]>([
  ['one that is healthy', [healthy], { registered: 1, healthy: 1, unhealthy: [], draining: 0, reasons: [], failOpen: false }, true],
  ['a new one besides', [healthy, initial], { registered: 2, healthy: 1, reasons: ['Elb.InitialHealthChecking'], failOpen: false }, true],
  ['an old one that leaves', [healthy, draining], { registered: 2, healthy: 1, draining: 1, failOpen: false }, true],
  ['one that is not healthy', [healthy, unhealthy], {
    healthy: 1, unhealthy: ['10.0.0.2:8000 Target.ResponseCodeMismatch (Health checks failed with these codes: [404])'], failOpen: false,
  }, false],
  ['none that is healthy', [unhealthy, draining], { healthy: 0, failOpen: true, reasons: [mismatch[0], 'Target.DeregistrationInProgress'] }, false],
  ['none but a new one', [initial], { registered: 1, healthy: 0, unhealthy: [], failOpen: false }, false],
  ['one that no rule leads to', [unused], { registered: 1, healthy: 0, reasons: ['Target.NotInUse'], failOpen: false }, false],
  ['only those that leave', [draining, leavingUnhealthy], { registered: 2, draining: 2, healthy: 0, failOpen: false }, false],
  ['none at all', [], { registered: 0, healthy: 0, unhealthy: [], draining: 0, reasons: [], failOpen: false }, false],
])('a group with %s', async (_, told, facts, well) => {
  aws.answer({ DescribeTargetHealth: ({ TargetGroupArn }) => ({ TargetHealthDescriptions: TargetGroupArn === written.targetGroup ? told : [] }) });
  const seen = await probe(kind, written);
  expect(seen.facts).toMatchObject(facts);
  expect(judge(kind.expects, seen, 0).every(({ ok }) => ok)).toBe(well);
  expect(addsUp(seen)).toBe(true);
});

test('a group that AWS does not know fails', async () => {
  aws.answer({ DescribeTargetHealth: throwing(new AwsError('TargetGroupNotFound', 'One or more target groups not found')) });
  expect((await probe(kind, written)).failure).toMatchObject({ reason: 'not-found', detail: `AWS knows no target group ${written.targetGroup}` });
});

test('a target is named by its group, and is no host', () => {
  expect(targetOf(kind, written)).toEqual({ label: 'targets of targetgroup/api/1' });
});

test.each([{}, { targetGroup: '' }, { ...written, port: 1 }])('settings such as %j are refused', (settings) => {
  expect(settingsFault(kind, settings)).toBeTypeOf('string');
});
