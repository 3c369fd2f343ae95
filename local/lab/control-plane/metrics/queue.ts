import type { Datum } from '../../../gateway/cloudwatch.ts';
import type { Settings } from '../../settings.ts';
import { queueName } from '../names.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Where messages are taken as they come, the oldest has waited but for a moment. */
const momentMs = 2_000;

const datum = (name: string, unit: string, at: number, value: number): Datum =>
  ({ namespace: 'AWS/SQS', name, value, unit, at, dimensions: { QueueName: queueName } });

/**
 * What SQS measured in each minute of the last hour that is over; of an empty queue no age. `now` is epoch milliseconds. Source: Amazon SQS
 * developer guide, "Available CloudWatch metrics for Amazon SQS".
 */
export const queueMetrics = ({ queue: { there, depth, inFlight, oldestSince } }: Pick<Settings, 'queue'>, now: number): readonly Datum[] => {
  if (!there) return [];
  const begin = Math.floor(now / minuteMs) * minuteMs - hourMs;
  return Array.from({ length: hourMs / minuteMs }, (_, index) => begin + index * minuteMs).flatMap((at) => {
    const age = oldestSince === undefined ? momentMs : Math.max(0, at + minuteMs - oldestSince);
    return [
      datum('ApproximateNumberOfMessagesVisible', 'Count', at, depth),
      ...(depth + inFlight === 0 ? [] : [datum('ApproximateAgeOfOldestMessage', 'Seconds', at, Math.round(age / 1_000))]),
    ];
  });
};
