import { placeOf } from '../shared/aws/sqs.ts';
import type { Check } from '../shared/checks/check.ts';
import type { Platform } from '../shared/platform/platform.ts';
import type { RdsSettings } from '../shared/probes/rds.ts';
import type { RotationsSettings } from '../shared/probes/rotations.ts';
import type { SecretsSettings } from '../shared/probes/secrets.ts';
import type { SqsSettings } from '../shared/probes/sqs.ts';
import { DeploymentError } from './deployment-error.ts';

/** A statement of an IAM policy. */
export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly unknown[];
  readonly Condition?: unknown;
}

const allow = (action: readonly string[], resource: readonly unknown[]): Statement => ({ Effect: 'Allow', Action: action, Resource: resource });

/** The ARN of something in the account and region of the stack; an ARN stays what it is. */
const arnOf = (service: string, kind: string, name: string): unknown =>
  name.startsWith('arn:') ? name : { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${kind}${name}` };

/** Secrets Manager ends an ARN with six characters of its own after the name. */
const secretArns = (id: string): readonly unknown[] =>
  id.startsWith('arn:') ? [id, `${id}-??????`] : [arnOf('secretsmanager', 'secret:', `${id}-??????`)];

const toRead = (platform: Platform, credential: string): readonly Statement[] => {
  const reference = platform.credentials[credential];
  switch (reference?.from) {
    case undefined:
      return [];
    case 'secrets-manager':
      return [allow(['secretsmanager:GetSecretValue'], secretArns(reference.id))];
    case 'ssm':
      return [allow(['ssm:GetParameter'], [arnOf('ssm', 'parameter/', reference.name.replace(/^\//, ''))])];
    case 'env':
      throw new DeploymentError(`The credential ${credential} is read from the environment variable ${reference.name}, `
        + 'which everybody who may look at the Lambda can see; describe it as a secret or a parameter.');
  }
};

/** Settings that name a credential. */
const namesCredential: ReadonlySet<string> = new Set(['credential', 'loginUser', 'password']);

/** Names of the credentials that a check's settings refer to, wherever they stand in them. */
const credentialsIn = (settings: unknown): readonly string[] => {
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([key, value]) => (namesCredential.has(key) && typeof value === 'string' ? [value] : credentialsIn(value)));
};

/** ECS tells these calls apart by cluster. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
const toAskEcs = (checks: readonly Check[]): readonly Statement[] => {
  const clusters = new Set(checks.map((check) => (check.probe.settings as { readonly cluster: string }).cluster));
  return [{
    ...allow(['ecs:DescribeServices', 'ecs:ListTasks', 'ecs:DescribeTasks'], ['*']),
    Condition: { ArnEquals: { 'ecs:cluster': [...clusters].map((name) => arnOf('ecs', 'cluster/', name)) } },
  }];
};

/** Values are read only of secrets whose keys are looked at; of the others only the dates of their versions. */
const toLookAtSecrets = (checks: readonly Check[]): readonly Statement[] => {
  const asked = checks.flatMap((check) => (check.probe.settings as SecretsSettings).secrets);
  const [read, listed] = [asked.filter(({ keys }) => keys.length > 0), asked.filter(({ keys }) => keys.length === 0)];
  const may = (action: string, secrets: typeof asked) =>
    (secrets.length === 0 ? [] : [allow([`secretsmanager:${action}`], secrets.flatMap(({ id }) => secretArns(id)))]);
  return [...may('DescribeSecret', asked), ...may('GetSecretValue', read), ...may('ListSecretVersionIds', listed)];
};

const toLookAtRotations = (checks: readonly Check[]): readonly Statement[] => {
  const asked = checks.flatMap((check) => (check.probe.settings as RotationsSettings).secrets);
  return [allow(['secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds'], asked.flatMap(secretArns))];
};

/** Names lead to ids only by lists, and what is found by an id that is not known beforehand has no resource to name. */
const toDiscover = (): readonly Statement[] => [
  allow(['servicediscovery:ListNamespaces', 'servicediscovery:ListServices', 'servicediscovery:ListInstances', 'servicediscovery:GetInstancesHealthStatus'], ['*']),
];

/** No resource can be named. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
const toReadMetrics = (): readonly Statement[] => [allow(['cloudwatch:GetMetricData'], ['*'])];

/** A queue's URL names what its ARN does. How old its messages are only CloudWatch knows. */
const toAskSqs = (checks: readonly Check[]): readonly Statement[] => [
  allow(['sqs:GetQueueAttributes'], checks.map(({ probe }) => {
    const { region = '${AWS::Region}', account, name } = placeOf((probe.settings as SqsSettings).url);
    return { 'Fn::Sub': `arn:\${AWS::Partition}:sqs:${region}:${account}:${name}` };
  })),
  ...toReadMetrics(),
];

/** These calls have no resource. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
const toAskLoadBalancer = (...actions: readonly string[]) => (): readonly Statement[] =>
  [allow(actions.map((action) => `elasticloadbalancing:${action}`), ['*'])];

/** Which certificates a listener has is known only when it is asked. */
const toAskListener = (): readonly Statement[] => [
  ...toAskLoadBalancer('DescribeListeners', 'DescribeListenerCertificates')(),
  allow(['acm:DescribeCertificate'], [arnOf('acm', 'certificate/', '*')]),
];

/** Events are of many kinds of sources, which a call that lists them does not name. */
const toAskRds = (checks: readonly Check[]): readonly Statement[] => [
  allow(['rds:DescribeDBInstances'], checks.map(({ probe }) => arnOf('rds', 'db:', (probe.settings as RdsSettings).instance))),
  allow(['rds:DescribeEvents'], ['*']),
];

/** What checks of a kind may ask of AWS. Kinds that are not listed ask nothing. */
const byKind: Readonly<Record<string, (checks: readonly Check[]) => readonly Statement[]>> = {
  ecs: toAskEcs, secrets: toLookAtSecrets, rotations: toLookAtRotations, cloudMap: toDiscover, instances: toDiscover, cloudWatch: toReadMetrics,
  targets: toAskLoadBalancer('DescribeTargetHealth'),
  listener: toAskListener,
  listenerRule: toAskLoadBalancer('DescribeListeners', 'DescribeRules'),
  deployment: toAskEcs,
  rds: toAskRds,
  sqs: toAskSqs,
};

/** The topics that the stack makes, by the environment variables that every function gets. */
const ownTopics: Readonly<Record<string, unknown>> = {
  NOTIFY_TOPIC_ARN: { Ref: 'NotifyTopic' }, PAGER_TOPIC_ARN: { Ref: 'PagerTopic' }, CHAT_TOPIC_ARN: { Ref: 'ChatTopic' },
};

const toPublish = ({ audiences }: Platform): readonly Statement[] => {
  const topics = Object.entries(audiences).flatMap(([audience, { way }]) => {
    if (!('topic' in way)) return [];
    const { topic } = way;
    if ('arn' in topic) return [topic.arn];
    const made = Object.hasOwn(ownTopics, topic.env) ? ownTopics[topic.env] : undefined;
    if (made !== undefined) return [made];
    throw new DeploymentError(`The topic of the audience ${audience} is read from ${topic.env}; a deployed function has ${Object.keys(ownTopics).join(', ')} only. `
      + "Describe one of them, or the topic's ARN.");
  });
  return topics.length === 0 ? [] : [allow(['sns:Publish'], [...new Set(topics)])];
};

/** Every function delivers what waits, whichever found it. */
const toPage = (platform: Platform): readonly Statement[] => {
  const keys = Object.values(platform.audiences).flatMap(({ way }) => ('pagerDuty' in way ? [way.pagerDuty.credential] : []));
  return [...new Set(keys)].flatMap((credential) => toRead(platform, credential));
};

/** What a function that runs these checks may do besides what every function may. Throws DeploymentError. */
export const grantsOf = (platform: Platform, checks: readonly Check[]): readonly Statement[] => {
  const kinds = Map.groupBy(checks, (check) => check.probe.kind);
  const credentials = new Set(checks.flatMap((check) => credentialsIn(check.probe.settings)));
  return [
    ...[...kinds].flatMap(([kind, ofKind]) => byKind[kind]?.(ofKind) ?? []),
    ...[...credentials].flatMap((credential) => toRead(platform, credential)),
    ...toPublish(platform),
    ...toPage(platform),
  ];
};
