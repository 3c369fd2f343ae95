import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as acm from '@aws-sdk/client-acm';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ecs from '@aws-sdk/client-ecs';
import * as elasticloadbalancing from '@aws-sdk/client-elastic-load-balancing-v2';
import * as rds from '@aws-sdk/client-rds';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as servicediscovery from '@aws-sdk/client-servicediscovery';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab, type Lab } from '../../local/lab/lab.ts';
import { templateName } from '../../scripts/function-template.ts';
import { sourcesIn } from '../../scripts/import-rules.ts';
import { templateFaults } from '../../scripts/template-check.ts';
import type { CategoryState } from '../../shared/health/category-state.ts';
import type { CategoryName } from '../../shared/platform/category.ts';
import type { Platform } from '../../shared/platform/platform.ts';
import { packagedCategories } from './categories.ts';
import { functionMs } from '../../shared/platform/run-time.ts';
import { measurements } from '../../shared/report/measurements.ts';
import { goesOff, type Alarm } from './alarm.ts';
import { testBundles } from './bundles.ts';
import { deployable } from './deployable.ts';
import { packageService, type Packaged } from './package-service.ts';
import { openStage, type Stage } from './stage.ts';
import { ofType, statementsOf } from './template.ts';

/** Packaging and the validator are a matter of seconds, unless the machine is busy with something else. */
const patience = 120_000;

let lab: Lab;
let platform: Platform;
let packaged: Packaged;

beforeAll(async () => {
  // With all that there can be, so that no kind of probe is missing.
  lab = await startLab({ redis: true });
  platform = await deployable(lab);
  packaged = await packageService(platform);
}, patience);
afterAll(async () => {
  await lab.stop();
  await packaged.remove();
});

const root = join(import.meta.dirname, '../..');

/** Actions for which AWS has neither resource nor condition, or none that is known before they are done. */
const withoutResource = [
  'servicediscovery:ListNamespaces', 'servicediscovery:ListServices', 'servicediscovery:ListInstances', 'servicediscovery:GetInstancesHealthStatus',
  'cloudwatch:GetMetricData', 'rds:DescribeEvents',
  ...['Listeners', 'ListenerCertificates', 'Rules', 'TargetHealth'].map((what) => `elasticloadbalancing:Describe${what}`),
];

/** The clients of the AWS services used, by the prefix of their actions in policies. */
const services = { acm, cloudwatch, dynamodb, ecs, elasticloadbalancing, rds, secretsmanager, servicediscovery, sns, sqs, ssm };
/** Packages of clients that are not called after the prefix. */
const clients: Readonly<Record<string, string>> = { secretsmanager: 'secrets-manager', elasticloadbalancing: 'elastic-load-balancing-v2' };

const allowedTo = (category: CategoryName) => statementsOf(packaged.resources, `${templateName(category)}Role`);
const reads = (category: CategoryName) => allowedTo(category).filter(({ Action }) => /^(?:ecs|ssm|secretsmanager):/.test(Action[0] ?? ''));
const own = (rest: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:${rest}` });
const alarm = () => packaged.resources['DeadMan']?.Properties as unknown as Alarm & { readonly AlarmActions: unknown; readonly OKActions: unknown };

describe('the packaged template', () => {
  it('has no fault that the schemas of AWS find', () => {
    expect(templateFaults(packaged.templateFile)).toEqual([]);
  }, patience);

  it.each(packagedCategories)('gives %s a function with a role of its own, that ends before its next minute', (category) => {
    const name = templateName(category);
    expect(packaged.resources[`${name}LambdaFunction`]?.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: functionMs / 1000,
      Handler: `dist/${category}/index.handler`,
      Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
      Environment: { Variables: { TABLE_NAME: { Ref: 'Table' }, NOTIFY_TOPIC_ARN: { Ref: 'NotifyTopic' }, METRIC_NAMESPACE: 'HokusaiHealth' } },
    });
    expect(packaged.resources[`${name}LambdaFunction`]?.Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(packaged.resources[`${name}LogGroup`]?.Properties['RetentionInDays']).toBe(30);
  });

  it.each(['Lambda::Function', 'IAM::Role', 'Events::Rule', 'Lambda::EventInvokeConfig', 'Lambda::Permission'])('has one AWS::%s a category and none besides', (type) => {
    expect(ofType(packaged.resources, `AWS::${type}`)).toHaveLength(packagedCategories.length);
  });

  it.each([
    ['infrastructure', 'rate(1 minute)', ''], ['endpoints', 'rate(2 minutes)', ''], ['routing', 'rate(5 minutes)', ''],
    ['control-plane', 'rate(1 minute)', ',"ifDue":true'],
  ] as const)('calls %s at the described %s, with its time in the event%s and without a second try', (category, rate, ifDue) => {
    const target = { 'Fn::GetAtt': [`${templateName(category)}LambdaFunction`, 'Arn'] };
    const rule = ofType(packaged.resources, 'AWS::Events::Rule').map(([, properties]) => properties)
      .find(({ Targets }) => JSON.stringify(Targets).includes(JSON.stringify(target)));
    expect(rule).toMatchObject({
      ScheduleExpression: rate,
      State: 'ENABLED',
      Targets: [{
        Arn: target,
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
        InputTransformer: {
          InputPathsMap: { time: '$.time', id: '$.id' },
          InputTemplate: `{"category":"${category}","time":<time>,"id":<id>${ifDue}}`,
        },
      }],
    });
    const permission = ofType(packaged.resources, 'AWS::Lambda::Permission').map(([, properties]) => properties)
      .find(({ FunctionName }) => JSON.stringify(FunctionName) === JSON.stringify(target));
    expect(permission).toMatchObject({ Principal: 'events.amazonaws.com', Action: 'lambda:InvokeFunction' });
    expect(JSON.stringify(permission?.['SourceArn'])).toContain(`"${String(rule?.['Name'])}"`);
    expect(packaged.resources[`${templateName(category)}LambdaEvConf`]?.Properties).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  });

  it('allows the calls to AWS that the code makes, spelt as the SDK spells them, and no other', async () => {
    const sources = (await sourcesIn(root)).filter(([file]) => /^(?:shared|functions)\//.test(file));
    // By the file that loads the client: two services may have a call of the same name.
    const called = sources.flatMap(([, source]) => Object.entries(services).filter(([prefix]) => source.includes(`@aws-sdk/client-${clients[prefix] ?? prefix}'`))
      .flatMap(([prefix, sdk]) => (source.match(/\b[A-Z]\w+Command\b/g) ?? []).filter((command) => command in sdk)
        .map((command) => `${prefix}:${command.replace(/Command$/, '')}`)));
    const allowed = packagedCategories.flatMap(allowedTo).flatMap(({ Action }) => Action);
    const logging = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    expect([...new Set(allowed)].toSorted()).toEqual([...new Set([...called, ...logging])].toSorted());
  });

  it('opens nothing wider than the resource, where AWS can name one', () => {
    const wide = packagedCategories.flatMap(allowedTo).filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(new Set(wide.flatMap(({ Action }) => Action))).toEqual(new Set(['cloudwatch:PutMetricData', 'ecs:DescribeServices', 'ecs:ListTasks', 'ecs:DescribeTasks', ...withoutResource]));
    const unbounded = wide.filter(({ Condition }) => Condition === undefined).flatMap(({ Action }) => Action);
    expect(new Set(unbounded)).toEqual(new Set(withoutResource));
  });

  it('lets a function read only what its own checks need', () => {
    expect(reads('infrastructure').map(({ Action, Resource, Condition }) => [Action, Condition ?? Resource])).toEqual([
      [['ecs:DescribeServices', 'ecs:ListTasks', 'ecs:DescribeTasks'], { ArnEquals: { 'ecs:cluster': [own('ecs:${AWS::Region}:${AWS::AccountId}:cluster/hokusai-development')] } }],
      [['secretsmanager:GetSecretValue'], [own('secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:hokusai/development/health-??????')]],
    ]);
    expect(reads('endpoints').map(({ Resource }) => Resource)).toEqual([[own('ssm:${AWS::Region}:${AWS::AccountId}:parameter/hokusai/endpoint-key')]]);
    expect(allowedTo('control-plane').filter(({ Action }) => Action.includes('rds:DescribeDBInstances')).map(({ Resource }) => Resource))
      .toEqual([[own('rds:${AWS::Region}:${AWS::AccountId}:db:hokusai-development')]]);
    expect(reads('routing')).toEqual([]);
  });

  it('keeps a table that forgets by itself and can be brought back', () => {
    expect(packaged.resources['Table']?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });
});

testBundles(() => packaged, () => platform.hosts?.registry?.url ?? 'none');

describe('the dead-man alarm', () => {
  it('goes off when nothing is measured, and when one category was not checked for three of its intervals', () => {
    expect(goesOff(alarm(), [])).toBe(true);
    expect(goesOff(alarm(), [0.99, 3.01])).toBe(true);
  });

  it('stays quiet while every category runs, also where one run is left out', () => {
    expect(goesOff(alarm(), [0])).toBe(false);
    expect(goesOff(alarm(), [0.99, 2.2])).toBe(false);
  });

  it('looks at a metric that is published', () => {
    const states: CategoryState[] = [{ category: 'routing', vantage: 'main', everyMs: 300_000, lastRun: 1_000, checks: [] }];
    const published = measurements({ evaluation: { version: 0, services: {}, notes: 0, queues: {} }, states, undelivered: 0, errors: 0, now: 61_000 });
    expect(published).toContainEqual({ name: alarm().MetricName, value: 0.2, unit: 'Count' });
    expect(alarm()).toMatchObject({ Namespace: 'HokusaiHealth', Dimensions: [{ Name: 'Environment', Value: 'packaged' }] });
  });

  it('waits for two intervals of the category that publishes', () => {
    expect(alarm().Period).toBe(120);
  });

  it('tells a topic on which no function may publish', () => {
    expect(alarm()).toMatchObject({ AlarmActions: [{ Ref: 'DeadManTopic' }], OKActions: [{ Ref: 'DeadManTopic' }] });
    expect(JSON.stringify(packagedCategories.flatMap(allowedTo))).not.toContain('DeadManTopic');
  });
});

const sample = (name: string): object => JSON.parse(readFileSync(join(root, 'events', `${name}.json`), 'utf8')) as object;
const scheduled = (category: CategoryName, time: number) => ({ ...sample(`${category}-scheduled`), time: new Date(time).toISOString() });
const answer = (did: string, more: object = {}) => ({ kind: 'response', body: expect.objectContaining({ did, ...more }) as unknown });
const score = (text: string) => ({ score: expect.objectContaining({ text }) as unknown });

describe('the packaged functions under the runtime client of Lambda', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await openStage(packaged, lab); });
  afterAll(() => stage.gateway.stop());

  it.each([['infrastructure', '11/11 = 100.0 %'], ['authentication', '20/20 = 100.0 %'], ['registration', '4/4 = 100.0 %'], ['endpoints', '12/12 = 100.0 %'], ['routing', '10/10 = 100.0 %'], ['dependencies', '8/8 = 100.0 %'], ['control-plane', '16/16 = 100.0 %'], ['telemetry', '7/7 = 100.0 %']] as const)(
    'check %s as the schedule asks, change nothing on a second delivery, take every sample event, and log nothing but that two came late', async (category, all) => {
      const event = scheduled(category, Date.now() - 1000);
      const names = [`${category}-scheduled`, `${category}-plain`, `${category}-manual`, `${category}-one-check`, `${category}-dry-run`, `${category}-record`];
      const { outcomes, log } = await stage.run(category, [event, event, ...names.map(sample)]);
      const one = { results: [expect.objectContaining({ verdict: 'pass' })] };
      expect(outcomes).toEqual([
        answer('recorded', { ...score(all), problems: [] }), answer('nothing: already done', { problems: [] }),
        answer('nothing: late'), answer('nothing: late'), answer('probed only'), answer('probed only', one), answer('dry run'), answer('recorded'),
      ]);
      const late = expect.stringContaining('"code":"late-event"') as unknown;
      expect(log.split('\n')).toEqual([late, late, '']);
    });

  it('refuse an event that is wrong with all its faults, one line in the log, and take the next', async () => {
    const { outcomes, log } = await stage.run('routing', [{ category: 'endpoint', chek: 1 }, { category: 'routing', check: 'routing/auth-dns' }]);
    expect(outcomes).toEqual([
      { kind: 'error', errorType: 'EventError', errorMessage: expect.stringMatching(/unknown key "chek".*category "endpoint" is none of.*Allowed are/s) },
      answer('probed only'),
    ]);
    expect(log).toContain('"code":"event"');
  });

  it('tell of an outage by its second run, and measure it', async () => {
    lab.switchOn('2025-08-05-morning');
    const now = Date.now();
    const { outcomes } = await stage.run('infrastructure', [scheduled('infrastructure', now + 1000), scheduled('infrastructure', now + 2000)]);
    lab.switchOff();
    const outage = score('3/11 = 27.3 %');
    expect(outcomes).toEqual([answer('recorded', { ...outage, delivered: 0 }), answer('recorded', outage)]);
    expect(stage.gateway.published().map(({ topicArn, subject }) => [topicArn, subject])).toContainEqual([stage.topicArn, expect.stringContaining('packaged')]);
    const measured = stage.gateway.metrics().filter(({ name }) => name === 'HealthScore').at(-1);
    expect(measured).toMatchObject({ namespace: 'HokusaiHealth', dimensions: { Environment: 'packaged' }, value: expect.closeTo(27.27, 2) });
  });
});
