import { describe, expect, it } from 'vitest';
import type { Datum } from '../../../../local/gateway/cloudwatch/datum.ts';
import { getMetricData } from '../../../../local/gateway/cloudwatch/metric-data.ts';

interface Result { readonly Id: string; readonly StatusCode: string; readonly Timestamps: readonly number[]; readonly Values: readonly number[] }
interface Answer { readonly MetricDataResults: readonly Result[]; readonly NextToken?: string }

/** Ten past eight, so that a period of an hour shows from where it is counted. */
const start = Date.UTC(2025, 7, 6, 8, 10) / 1000;
const datum = (name: string, second: number, value: number): Datum =>
  ({ namespace: 'N', name, value, unit: 'None', at: (start + second) * 1000, dimensions: { A: 'a' } });
const metric = (Id: string, MetricName: string, more: object = {}) =>
  ({ Id, MetricStat: { Metric: { Namespace: 'N', MetricName, Dimensions: [{ Name: 'A', Value: 'a' }] }, Period: 60, Stat: 'Sum', ...more } });
const math = (Id: string, Expression: string) => ({ Id, Expression });

const data = [
  ...[4, 0, 2].map((value, minute) => datum('Few', 120 * minute, value)),
  ...[1, 2, 3, 4, 5].map((value, minute) => datum('Each', 60 * minute, value)),
];
const ask = (MetricDataQueries: readonly object[], more: object = {}): Answer =>
  getMetricData(data, { MetricDataQueries, StartTime: start, EndTime: start + 300, ScanBy: 'TimestampAscending', ...more }) as Answer;
const refusal = expect.objectContaining({ type: 'InvalidParameterValueException' }) as Error;
const valuesOf = (...queries: readonly object[]) => ask(queries).MetricDataResults.at(-1)?.Values;

describe('GetMetricData', () => {
  it('counts periods from the start of what is asked for, taken down to its minute', () => {
    const hour = (StartTime: number) => ask([metric('q', 'Each', { Period: 3600 })], { StartTime, EndTime: start + 300 }).MetricDataResults[0];
    expect(hour(start)).toMatchObject({ Timestamps: [start], Values: [15] });
    expect(hour(start + 59)).toMatchObject({ Timestamps: [start], Values: [15] });
    expect(hour(start + 60)).toMatchObject({ Timestamps: [start + 60], Values: [14] });
  });

  it.for([
    ['p50', 3], ['p95', 4.8], ['p0', 1], ['p100', 5], ['p99.5', 4.98], ['SampleCount', 5], ['Average', 3], ['Minimum', 1], ['Maximum', 5],
  ] as const)('has the statistic %s', ([Stat, value]) => {
    expect(valuesOf(metric('q', 'Each', { Period: 300, Stat }))?.[0]).toBeCloseTo(value, 10);
  });

  it.for([
    ['f + e', [5, 3, 7]], ['e - f * 2', [-7, 3, 1]], ['(e - f) * 2', [-6, 6, 6]], ['e / f', [0.25, 2.5]],
    ['100 * e / (e + 5)', [100 / 6, 200 / 7, 37.5, 400 / 9, 50]],
    ['FILL(f, 0) + e', [5, 2, 3, 4, 7]], ['FILL(none, 7)', [7, 7, 7, 7, 7]], ['-e + 0.5', [-0.5, -1.5, -2.5, -3.5, -4.5]], ['none + e', []],
  ] as const)('calculates %s', ([expression, values]) => {
    const calculated = valuesOf(metric('f', 'Few'), metric('e', 'Each'), metric('none', 'None'), math('x', expression));
    expect(calculated).toHaveLength(values.length);
    values.forEach((value, index) => expect(calculated?.[index]).toBeCloseTo(value, 10));
  });

  it('calculates with what is calculated, whichever comes first', () => {
    expect(valuesOf(math('b', '2 * a'), math('a', 'e + 1'), metric('e', 'Each'), math('c', 'a + b'))).toEqual([6, 9, 12, 15, 18]);
  });

  it.for([
    ['an unknown id', 'other + 1'], ['itself', '1 + x'], ['no series', '1 + 2'], ['a series as filler', 'FILL(e, e)'], ['nothing', 'e +'],
    ['too much', 'e 2'],
    ['a function that is not answered here', 'SUM(e)'],
  ] as const)('refuses an expression of %s', ([, expression]) => {
    expect(() => valuesOf(metric('e', 'Each'), math('x', expression))).toThrow(refusal);
  });

  it.for([
    ['an id with a capital', [metric('Q', 'Each')], {}],
    ['a period of no whole minute', [metric('q', 'Each', { Period: 90 })], {}],
    ['a time that ends before it begins', [metric('q', 'Each')], { EndTime: start - 60 }], ['neither metric nor expression', [{ Id: 'q' }], {}],
  ] as const)('refuses %s', ([, queries, more]) => {
    expect(() => ask(queries, more)).toThrow(refusal);
  });

  it('keeps to itself what is only calculated with', () => {
    expect(ask([{ ...metric('e', 'Each'), ReturnData: false }, math('x', 'e')]).MetricDataResults.map(({ Id }) => Id)).toEqual(['x']);
  });

  it('gives the newest first unless asked otherwise', () => {
    expect(ask([metric('e', 'Each')], { ScanBy: 'TimestampDescending' }).MetricDataResults[0]?.Values).toEqual([5, 4, 3, 2, 1]);
  });

  it('gives no more data points at once than asked for, and the rest page by page', () => {
    const queries = [metric('f', 'Few'), metric('e', 'Each'), metric('none', 'None')];
    const pages: Answer[] = [];
    do pages.push(ask(queries, { MaxDatapoints: 4, ...(pages.length === 0 ? {} : { NextToken: pages.at(-1)?.NextToken }) }));
    while (pages.at(-1)?.NextToken !== undefined);
    expect(pages.map(({ MetricDataResults }) => MetricDataResults.map(({ Id, StatusCode, Values }) => [Id, StatusCode, Values]))).toEqual([
      [['f', 'Complete', [4, 0, 2]], ['e', 'PartialData', [1]], ['none', 'Complete', []]],
      [['e', 'Complete', [2, 3, 4, 5]]],
    ]);
  });
});
