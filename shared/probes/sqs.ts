import { describeQueue, oldestAge, placeOf } from '../aws/sqs.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { askAws, notFound } from './aws-call.ts';
import { defineProbe } from './probe.ts';

const whatUrl = 'the URL of an SQS queue, such as https://sqs.us-east-1.amazonaws.com/123456789012/jobs';

const queueUrl = /^https?:\/\/[^\s/]+\/\d{12}\/[\w-]{1,80}(?:\.fifo)?$/;

const settings = (z: Zod) => z.strictObject({
  url: z.string({ error: whatUrl }).regex(queueUrl, { error: whatUrl }).describe('URL of the queue.'),
});

export type SqsSettings = SettingsOf<typeof settings>;

/** A queue that was not used for hours is measured again some minutes after it is. */
const ageless = {
  reason: 'too-little-data', phase: 'firstByte', partly: true,
  detail: 'the queue is not empty, and CloudWatch does not say how old its oldest message is: it has measured none within five minutes',
} as const;

/** Asks SQS how much waits in a queue, and CloudWatch for how long. All the time is spent waiting for answers. */
export const sqs = defineProbe<SqsSettings>({
  settings,
  target: ({ url }) => ({ label: `SQS ${placeOf(url).name}`, requests: 2 }),
  expects: { facts: { depth: { exists: true } } },
  observes: () => ({ facts: true }),
  facts: {
    depth: 'how many messages wait, approximately',
    inFlight: 'how many were handed out and are not done with, approximately',
    oldestAgeSeconds: 'how old the oldest of both is, where CloudWatch has measured it within five minutes',
  },
  run: ({ url }) => ({ signal }) => askAws('SQS', signal, async (tell) => {
    const told = await describeQueue(url, signal);
    if (told === 'not-found') return notFound(`SQS knows no queue ${url}`);
    const facts = { depth: told.depth, inFlight: told.inFlight };
    if (facts.depth + facts.inFlight === 0) return { facts };
    // Too much is too much, also where nobody says for how long.
    tell({ facts }, 'CloudWatch');
    const ageMs = await oldestAge(url, signal);
    return ageMs === undefined ? { facts, failure: ageless } : { facts: { ...facts, oldestAgeSeconds: Math.round(ageMs / 1_000) } };
  }),
});
