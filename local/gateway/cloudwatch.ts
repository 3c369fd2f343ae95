import type { Journal } from './journal.ts';
import { AwsError, text } from './service.ts';
import type { Input, Service } from './service.ts';

/** A published value. `at` is epoch milliseconds. */
export interface Datum {
  readonly namespace: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly at: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface WireDimension { readonly Name?: string; readonly Value?: string }
interface WireDatum {
  readonly MetricName?: string;
  readonly Value?: unknown;
  readonly Unit?: string;
  readonly Timestamp?: number;
  readonly Dimensions?: readonly WireDimension[];
}
interface WireQuery {
  readonly Id: string;
  readonly MetricStat?: {
    readonly Metric: { readonly Namespace?: string; readonly MetricName?: string; readonly Dimensions?: readonly WireDimension[] };
    readonly Period: number;
    readonly Stat: string;
  };
}

const statistics: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SampleCount: (values) => values.length,
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Minimum: (values) => Math.min(...values),
  Maximum: (values) => Math.max(...values),
};

const dimensionsOf = (wire: readonly WireDimension[] = []) =>
  Object.fromEntries(wire.map(({ Name = '', Value = '' }) => [Name, Value] as const).sort(([a], [b]) => a.localeCompare(b)));

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

const datum = (namespace: string, wire: WireDatum): Datum => {
  const { MetricName: name = '', Value: value, Dimensions, Unit = 'None', Timestamp } = wire;
  if (name === '') throw invalid('The parameter MetricData.member.MetricName is required.');
  if (typeof value !== 'number') throw invalid(`The value ${String(value)} for parameter MetricData.member.Value is invalid.`);
  if ((Dimensions?.length ?? 0) > 30) throw invalid('The collection MetricData.member.Dimensions must not have a size greater than 30.');
  return { namespace, name, value, unit: Unit, at: (Timestamp ?? Date.now() / 1000) * 1000, dimensions: dimensionsOf(Dimensions) };
};

const series = (data: readonly Datum[], { Id, MetricStat }: WireQuery, from: number, to: number) => {
  if (MetricStat === undefined) throw invalid('Only MetricStat queries are answered here.');
  const { Metric, Period, Stat } = MetricStat;
  const statistic = statistics[Stat];
  if (statistic === undefined) throw invalid(`The statistic ${Stat} is not answered here.`);
  const wanted = JSON.stringify(dimensionsOf(Metric.Dimensions));
  const matching = data.filter(({ namespace, name, at, dimensions }) =>
    namespace === Metric.Namespace && name === Metric.MetricName && at >= from && at < to && JSON.stringify(dimensions) === wanted);
  const periods = Map.groupBy(matching, ({ at }) => Math.floor(at / 1000 / Period) * Period);
  const points = [...periods].sort(([a], [b]) => b - a);
  return {
    Id,
    Label: Metric.MetricName,
    StatusCode: 'Complete',
    Timestamps: points.map(([second]) => second),
    Values: points.map(([, each]) => statistic(each.map(({ value }) => value))),
  };
};

const list = (data: readonly Datum[], input: Input) => {
  const asked = dimensionsOf(input['Dimensions'] as readonly WireDimension[] | undefined);
  const matching = data.filter(({ namespace, name, dimensions }) =>
    namespace === (text(input, 'Namespace') ?? namespace) && name === (text(input, 'MetricName') ?? name)
    && Object.entries(asked).every(([key, value]) => key in dimensions && (value === '' || dimensions[key] === value)));
  const metrics = matching.map(({ namespace, name, dimensions }) => JSON.stringify({
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  }));
  return { Metrics: [...new Set(metrics)].map((metric) => JSON.parse(metric) as unknown) };
};

/** CloudWatch metrics: what is put is kept and can be looked at. One invalid datum refuses the whole call, as on AWS. */
export const cloudwatch = (journal: Journal<Datum>): Service => ({
  name: 'cloudwatch',
  protocol: 'json-1.0',
  id: 'GraniteServiceVersion20100801',
  answer: (operation, input) => {
    switch (operation) {
      case 'PutMetricData': {
        const namespace = text(input, 'Namespace') ?? '';
        const wire = (input['MetricData'] ?? []) as readonly WireDatum[];
        if (namespace === '') throw invalid('The parameter Namespace is required.');
        if (wire.length > 1000) throw invalid('The collection MetricData must not have a size greater than 1000.');
        for (const each of wire.map((each) => datum(namespace, each))) journal.add(each);
        return {};
      }
      case 'GetMetricData': {
        const [from, to] = [Number(input['StartTime']) * 1000, Number(input['EndTime']) * 1000];
        const queries = (input['MetricDataQueries'] ?? []) as readonly WireQuery[];
        return { MetricDataResults: queries.map((query) => series(journal.entries, query, from, to)), Messages: [] };
      }
      case 'ListMetrics':
        return list(journal.entries, input);
      default:
        return undefined;
    }
  },
});
