import { ForeignAnswer, part } from './foreign-answer.ts';
import { readMetrics } from './metric-data.ts';

/** What is waiting in a queue. */
export interface SqsBacklog {
  readonly depth: number;
  /** Handed to somebody who has neither deleted them nor given them back. */
  readonly inFlight: number;
}

/** Where a queue is, by its URL: `https://sqs.<region>.amazonaws.com/<account>/<name>`. The region only where the host tells. */
export const placeOf = (url: string): { readonly region?: string; readonly account: string; readonly name: string } => {
  const { hostname, pathname } = new URL(url);
  const [, region] = /^(?:sqs\.([a-z0-9-]+)|[a-z0-9-]+\.queue)\.amazonaws\.com(?:\.cn)?$/.exec(hostname) ?? [];
  const [account = '', name = ''] = pathname.split('/').slice(-2);
  return { ...(region === undefined ? {} : { region }), account, name };
};

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-sqs');
  // Only to AWS is anything sent, whatever host a described URL has.
  return { ...sdk, client: new sdk.SQSClient({ maxAttempts: 2, useQueueUrlAsEndpoint: false }) };
};
let own: ReturnType<typeof loaded> | undefined;

const numbers = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
/** Names of the error in both protocols of SQS. */
const notThere = /(?:QueueDoesNotExist|NonExistentQueue)$/;

const minuteMs = 60_000;
/** SQS measures every minute, and CloudWatch may take some more to tell. */
const lately = 5 * minuteMs;

/**
 * How old the oldest message of a queue is, milliseconds; undefined where CloudWatch has not measured it lately. SQS does not tell.
 * Source: Amazon SQS developer guide, "Available CloudWatch metrics". Throws the SDK's error when CloudWatch does not answer or refuses.
 */
export const oldestAge = async (url: string, signal: AbortSignal, now = Date.now()): Promise<number | undefined> => {
  const { name } = placeOf(url);
  const to = Math.floor(now / minuteMs) * minuteMs;
  const metric = { namespace: 'AWS/SQS', name: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName: name }, stat: 'Maximum' };
  const data = await readMetrics({ queries: [{ id: 'age', metric, periodMs: minuteMs }], from: to - lately, to }, signal);
  const seconds = data.get('age')?.[0]?.value;
  return seconds === undefined ? undefined : seconds * 1_000;
};

/**
 * What SQS says of a queue of the checker's own region. Throws the SDK's error when it does not answer or refuses, and one of its own for
 * a queue of another region.
 */
export const describeQueue = async (url: string, signal: AbortSignal): Promise<SqsBacklog | 'not-found'> => {
  const { client, GetQueueAttributesCommand } = await (own ??= loaded());
  const { region } = placeOf(url);
  const here = await client.config.region();
  if (region !== undefined && region !== here) throw new Error(`the queue is in ${region}, and the checker asks AWS in ${here}`);
  try {
    const { Attributes } = await client.send(new GetQueueAttributesCommand({
      QueueUrl: url, AttributeNames: [...numbers],
    }), { abortSignal: signal });
    const [depth = NaN, inFlight = NaN] = numbers.map((name) => Number(part(Attributes?.[name], name)));
    if (!(depth >= 0) || !(inFlight >= 0)) throw new ForeignAnswer('number of messages');
    return { depth, inFlight };
  } catch (error) {
    if (error instanceof Error && notThere.test(error.name)) return 'not-found';
    throw error;
  }
};
