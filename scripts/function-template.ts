import type { CategoryName } from '../shared/platform/category.ts';
import type { Statement } from './grants.ts';

/** A category as a name of the template: `ControlPlane`. The packager makes other names of hyphens. */
export const templateName = (category: CategoryName): string =>
  category.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The key of a category's function in serverless.yml: `controlPlane`. */
export const functionKey = (category: CategoryName): string => {
  const name = templateName(category);
  return name.charAt(0).toLowerCase() + name.slice(1);
};

/**
 * A category's function, as serverless.yml writes one. With `ifDue` it is called more often than it runs, and finds out by itself. A missed minute is missed: the next run sees the same level, and a late event
 * would date a probe into the past.
 */
export const functionOf = (category: CategoryName, rate: string, ifDue: boolean): unknown => {
  const missed = { maximumRetryAttempts: 0, maximumEventAge: 60 };
  return {
    handler: `dist/${category}/index.handler`,
    role: `${templateName(category)}Role`,
    package: { patterns: [`dist/${category}/*.mjs`] },
    ...missed,
    events: [{
      eventBridge: {
        schedule: rate,
        retryPolicy: missed,
        inputTransformer: { inputPathsMap: { time: '$.time', id: '$.id' }, inputTemplate: `{"category":"${category}","time":<time>,"id":<id>${ifDue ? ',"ifDue":true' : ''}}` },
      },
    }],
  };
};

const policy = (name: string, statements: readonly unknown[]) =>
  ({ PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } });
const allow = (action: readonly string[], resource: unknown, more = {}) => ({ Effect: 'Allow', Action: action, Resource: resource, ...more });

const record = policy('record', [
  allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], { 'Fn::GetAtt': ['Table', 'Arn'] }),
  allow(['sns:Publish'], { Ref: 'NotifyTopic' }),
  // CloudWatch has no resources to name, only namespaces.
  allow(['cloudwatch:PutMetricData'], '*', { Condition: { StringEquals: { 'cloudwatch:namespace': 'HokusaiHealth' } } }),
]);

/** The role of a category's function: it writes its log, remembers, tells and measures, and does what the description grants besides. */
export const roleOf = (category: CategoryName, described: readonly Statement[]): unknown => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      // The log group itself comes from the stack.
      policy('log', [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [`${templateName(category)}LogGroup`, 'Arn'] })]),
      record,
      ...(described.length === 0 ? [] : [policy('described', described)]),
    ],
  },
});
