import type { GetMetricDataCommandOutput, MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { list } from './foreign-answer.ts';

/** A metric of CloudWatch, in one statistic such as `Sum` or `p95`; or an expression over other queries by their ids. */
export interface MetricQuery {
  readonly id: string;
  readonly metric?: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly stat: string;
  };
  readonly expression?: string;
  /** Milliseconds that a data point stands for. */
  readonly periodMs: number;
}

/** A data point; `at` is when its period begins, epoch milliseconds. */
export interface MetricPoint { readonly at: number; readonly value: number }

/** Data points by the id of their query, the newest first. */
export type MetricData = ReadonlyMap<string, readonly MetricPoint[]>;

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-cloudwatch');
  return { ...sdk, client: new sdk.CloudWatchClient({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

const wire = ({ id, metric, expression, periodMs }: MetricQuery): MetricDataQuery => {
  if (metric === undefined) return { Id: id, Expression: expression };
  const { namespace: Namespace, name: MetricName, dimensions, stat: Stat } = metric;
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Id: id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: periodMs / 1000, Stat } };
};

const pointsOf = ({ Timestamps = [], Values = [] }: MetricDataResult): readonly MetricPoint[] =>
  Timestamps.flatMap((at, index) => {
    const value = Values[index];
    return value === undefined ? [] : [{ at: at.getTime(), value }];
  });

/**
 * What CloudWatch has between two moments (epoch milliseconds, whole minutes), in one call of GetMetricData, and one more for each
 * further page. Periods are counted from `from`. Throws the SDK's error when CloudWatch does not answer or refuses, and one of its own
 * when it cannot answer a query.
 */
export const readMetrics = async (
  { queries, from, to }: { readonly queries: readonly MetricQuery[]; readonly from: number; readonly to: number }, signal: AbortSignal,
): Promise<MetricData> => {
  const { client, GetMetricDataCommand } = await (own ??= loaded());
  const data = new Map<string, readonly MetricPoint[]>();
  const [StartTime, EndTime] = [new Date(from), new Date(to)];
  const asked = { MetricDataQueries: queries.map(wire), StartTime, EndTime, ScanBy: 'TimestampDescending' } as const;
  let NextToken: string | undefined;
  do {
    const answer: GetMetricDataCommandOutput = await client.send(
      new GetMetricDataCommand({ ...asked, ...(NextToken === undefined ? {} : { NextToken }) }), { abortSignal: signal });
    for (const result of list(answer.MetricDataResults, 'MetricDataResults')) {
      const { Id = '', StatusCode, Messages = [] } = result;
      if (StatusCode === 'InternalError' || StatusCode === 'Forbidden') {
        throw new Error([`${Id}: ${StatusCode}`, ...Messages.flatMap(({ Value }) => Value ?? [])].join('; '));
      }
      data.set(Id, [...(data.get(Id) ?? []), ...pointsOf(result)]);
    }
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return data;
};
