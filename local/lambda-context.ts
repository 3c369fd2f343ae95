import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** What serverless.yml gives every function. */
const timeoutMs = 55_000;

/** A context as https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html describes it. */
export const lambdaContext = (functionName: string): Context => {
  const endsAt = performance.now() + timeoutMs;
  const region = process.env['AWS_REGION'] ?? 'us-east-1';
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAt - performance.now())),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
};
