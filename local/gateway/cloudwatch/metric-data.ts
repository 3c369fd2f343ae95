import { text } from '../service.ts';
import type { Input } from '../service.ts';
import { dimensionsOf, invalid, type Datum, type WireDimension } from './datum.ts';
import { evaluate } from './expression.ts';
import { pageOf } from './page.ts';
import type { Series, Span } from './series.ts';
import { statisticNamed } from './statistic.ts';

interface WireStat {
  readonly Metric: { readonly Namespace?: string; readonly MetricName?: string; readonly Dimensions?: readonly WireDimension[] };
  readonly Period: number;
  readonly Stat: string;
}

interface WireQuery {
  readonly Id: string;
  readonly MetricStat?: WireStat;
  readonly Expression?: string;
  readonly Label?: string;
  readonly ReturnData?: boolean;
}

/** AWS gives no more at once. Source: Amazon CloudWatch API reference, GetMetricData. */
const mostPoints = 100_800;

const seriesOf = (data: readonly Datum[], { Metric, Period, Stat }: WireStat, { from, to }: Span): Series => {
  const statistic = statisticNamed(Stat);
  if (statistic === undefined) throw invalid(`The statistic ${Stat} is not answered here.`);
  if (Period !== 1 && Period % 60 !== 0 && ![5, 10, 20, 30].includes(Period)) throw invalid(`The period ${Period} is not valid.`);
  const wanted = JSON.stringify(dimensionsOf(Metric.Dimensions));
  const matching = data.filter(({ namespace, name, at, dimensions }) => namespace === Metric.Namespace && name === Metric.MetricName
    && at >= from * 1000 && at < to * 1000 && JSON.stringify(dimensions) === wanted);
  const periods = Map.groupBy(matching, ({ at }) => from + Math.floor((at / 1000 - from) / Period) * Period);
  return { period: Period, values: new Map([...periods].map(([second, each]) => [second, statistic(each.map(({ value }) => value))])) };
};

/** Answers every query once, whatever the order in which they refer to each other. */
const answersTo = (queries: readonly WireQuery[], data: readonly Datum[], span: Span): ReadonlyMap<string, Series> => {
  const known = new Map<string, Series>();
  const resolve = (id: string, above: readonly string[]): Series => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const { MetricStat: stat, Expression: expression } = queries.find((query) => query.Id === id) ?? {};
    if ((stat === undefined) === (expression === undefined) || above.includes(id)) {
      throw invalid(above.length === 0 ? `The query ${id} is neither a metric nor an expression.` : `${above.at(-1)}: ${id} cannot be used.`);
    }
    const series = stat === undefined ? calculated(id, expression ?? '', above) : seriesOf(data, stat, span);
    known.set(id, series);
    return series;
  };
  const calculated = (id: string, expression: string, above: readonly string[]): Series => {
    try {
      return evaluate(expression, span, (other) => resolve(other, [...above, id]));
    } catch (error) {
      throw invalid(`Error in expression '${id}': ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  for (const { Id } of queries) resolve(Id, []);
  return known;
};

/** GetMetricData: metrics in a statistic and expressions over them, page by page. */
export const getMetricData = (data: readonly Datum[], input: Input): unknown => {
  const queries = (input['MetricDataQueries'] ?? []) as readonly WireQuery[];
  // The start is taken down to its minute.
  const span = { from: Math.floor(Number(input['StartTime']) / 60) * 60, to: Number(input['EndTime']) };
  if (!(span.from < span.to)) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const wrong = queries.find(({ Id }) => !/^[a-z]\w*$/.test(Id));
  if (wrong !== undefined) throw invalid(`The value ${wrong.Id} for parameter MetricDataQueries.member.Id does not match its pattern.`);
  const series = answersTo(queries, data, span);
  const sign = input['ScanBy'] === 'TimestampAscending' ? 1 : -1;
  const answers = queries.filter(({ ReturnData = true }) => ReturnData).map(({ Id: id, Label, MetricStat }) => ({
    id, label: Label ?? MetricStat?.Metric.MetricName ?? id,
    points: [...series.get(id)?.values ?? []].toSorted(([a], [b]) => sign * (a - b)),
  }));
  return pageOf(answers, Number(input['MaxDatapoints'] ?? mostPoints), Number(text(input, 'NextToken') ?? 0));
};
