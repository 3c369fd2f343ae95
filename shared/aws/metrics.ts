import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Measurement } from '../report/measurements.ts';

/** PutMetricData takes so many at once. Source: Amazon CloudWatch API reference, PutMetricData. */
const most = 1_000;
const timeoutMs = 3_000;

/** What became of a publication; `dropped` names the data that CloudWatch would have refused the others for. */
export type Measured = { readonly sent: number; readonly dropped: readonly string[] } | { readonly failed: string };

let own: Promise<CloudWatchClient> | undefined;
const connect = (): Promise<CloudWatchClient> =>
  (own ??= import('@aws-sdk/client-cloudwatch').then(({ CloudWatchClient }) => new CloudWatchClient({ maxAttempts: 2 })));

/**
 * Publishes the data of one moment (`at`, epoch milliseconds) in one call, each with the dimension `Environment` and its own. What is
 * not a finite number is left out, because one such datum has the whole call refused. Ends within 3 seconds and never throws.
 */
export const putMetrics = async ({ namespace, environment, at, data }: {
  readonly namespace: string;
  readonly environment: string;
  readonly at: number;
  readonly data: readonly Measurement[];
}, client?: CloudWatchClient): Promise<Measured> => {
  const good = data.filter(({ value }) => Number.isFinite(value)).slice(0, most);
  const dropped = data.filter((datum) => !good.includes(datum)).map(({ name }) => name);
  if (good.length === 0) return { sent: 0, dropped };
  try {
    const { PutMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
    const command = new PutMetricDataCommand({
      Namespace: namespace,
      MetricData: good.map(({ name, value, unit, dimensions = {} }) => ({
        MetricName: name,
        Value: value,
        Unit: unit,
        Timestamp: new Date(at),
        Dimensions: Object.entries({ Environment: environment, ...dimensions }).map(([Name, Value]) => ({ Name, Value })),
      })),
    });
    await (client ?? await connect()).send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
    return { sent: good.length, dropped };
  } catch (error) {
    return { failed: `CloudWatch: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}` };
  }
};
