import type { Datum } from '../../../gateway/cloudwatch.ts';
import type { QueueState } from '../../world/queue.ts';
import { queueName } from '../names.ts';
import { lastHour, minuteMs } from './minutes.ts';

/** Where messages are taken as they come, the oldest has waited but for a moment. */
const momentMs = 2_000;

const datum = (name: string, unit: string, at: number, value: number): Datum =>
  ({ namespace: 'AWS/SQS', name, value, unit, at, dimensions: { QueueName: queueName } });

/**
 * What SQS measured in each minute of the last hour that is over, as it was at its end; of an empty queue no age. `now` is epoch milliseconds.
 * Source: Amazon SQS developer guide, "Available CloudWatch metrics for Amazon SQS".
 */
export const queueMetrics = (queueAt: (at: number) => QueueState, now: number): readonly Datum[] => lastHour(now).flatMap((at) => {
  const { there, depth, inFlight, oldestSince } = queueAt(at + minuteMs);
  if (!there) return [];
  const age = oldestSince === undefined ? momentMs : Math.max(0, at + minuteMs - oldestSince);
  return [
    datum('ApproximateNumberOfMessagesVisible', 'Count', at, depth),
    ...(depth + inFlight === 0 ? [] : [datum('ApproximateAgeOfOldestMessage', 'Seconds', at, Math.round(age / 1_000))]),
  ];
});
