import type { CategoryName } from '../shared/platform/category.ts';
import type { Statement } from './grants.ts';

/** A function of the service: one a category, and one for what people do to incidents. */
export type FunctionName = CategoryName | 'incident';

/** A function as a name of the template: `ControlPlane`. The packager makes other names of hyphens. */
export const templateName = (name: FunctionName): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The key of a function in serverless.yml: `controlPlane`. */
export const functionKey = (name: FunctionName): string => {
  const inTemplate = templateName(name);
  return inTemplate.charAt(0).toLowerCase() + inTemplate.slice(1);
};

/** A missed minute is missed: the next run sees the same level, and a late event would date a probe into the past. People see that nothing came. */
const missed = { maximumRetryAttempts: 0, maximumEventAge: 60 };

const bundleOf = (name: FunctionName) => ({
  handler: `dist/${name}/index.handler`,
  role: `${templateName(name)}Role`,
  package: { patterns: [`dist/${name}/*.mjs`] },
  ...missed,
});

/** The function of incidents, which people call. */
export const incidentFunction: unknown = bundleOf('incident');

/** A category's function, as serverless.yml writes one. With `ifDue` it is called more often than it runs, and finds out by itself. */
export const functionOf = (category: CategoryName, rate: string, ifDue: boolean): unknown => ({
  ...bundleOf(category),
  events: [{
    eventBridge: {
      schedule: rate,
      retryPolicy: missed,
      inputTransformer: { inputPathsMap: { time: '$.time', id: '$.id' }, inputTemplate: `{"category":"${category}","time":<time>,"id":<id>${ifDue ? ',"ifDue":true' : ''}}` },
    },
  }],
});

const policy = (name: string, statements: readonly unknown[]) =>
  ({ PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } });
const allow = (action: readonly string[], resource: unknown, more = {}) => ({ Effect: 'Allow', Action: action, Resource: resource, ...more });

const remember = allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], { 'Fn::GetAtt': ['Table', 'Arn'] });
// CloudWatch has no resources to name, only namespaces.
const measure = allow(['cloudwatch:PutMetricData'], '*', { Condition: { StringEquals: { 'cloudwatch:namespace': 'HokusaiHealth' } } });

/** A function's role: it writes its log, does what is its work, and what the description grants besides. */
const role = (name: FunctionName, work: readonly unknown[], described: readonly Statement[]): unknown => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      // The log group itself comes from the stack.
      policy('log', [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [`${templateName(name)}LogGroup`, 'Arn'] })]),
      policy('record', work),
      ...(described.length === 0 ? [] : [policy('described', described)]),
    ],
  },
});

/** The role of a category's function: it remembers and measures, and tells those that are described. */
export const roleOf = (category: CategoryName, described: readonly Statement[]): unknown => role(category, [remember, measure], described);

/** The role of the function of incidents: it remembers, and tells those that are described. */
export const incidentRole = (described: readonly Statement[]): unknown => role('incident', [remember], described);
