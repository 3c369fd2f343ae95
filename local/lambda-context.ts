import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { functionMs } from '../shared/platform/run-time.ts';

/** A context as https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html describes it, with this much time left. */
export const lambdaContext = (functionName: string, leftMs = functionMs): Context => {
  const endsAt = performance.now() + leftMs;
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
