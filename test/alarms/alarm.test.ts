import { describe, expect, it } from 'vitest';
import { alarmStates, nextState, type Alarm, type AlarmState, type Point } from './alarm.ts';

const kinds: Readonly<Record<string, Point>> = { '0': 'good', 'X': 'bad', '-': 'missing' };
const points = (text: string): readonly Point[] => text.split(' ').map((sign) => kinds[sign] ?? 'missing');
const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** What each treatment of missing data makes of these points; `before` where the state stays what it was. */
const outcomes = (text: string, toAlarm: number) => treatments.map((TreatMissingData) => {
  const [a, b] = (['OK', 'ALARM'] as const).map((before) => nextState(points(text), { EvaluationPeriods: 3, DatapointsToAlarm: toAlarm, TreatMissingData }, before));
  return a === b ? a : 'before';
});

describe('an alarm, as the tables of the CloudWatch user guide have it', () => {
  it.each<[string, readonly (AlarmState | 'before' | undefined)[]]>([
    ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
    ['0 - - - -', ['OK', 'OK', 'OK', 'OK']],
    ['- - - - -', ['INSUFFICIENT_DATA', 'before', 'ALARM', 'OK']],
    ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['- - - - X', ['INSUFFICIENT_DATA', 'before', 'ALARM', 'OK']],
    ['X - - - -', ['ALARM', 'before', 'ALARM', 'OK']],
  ])('three out of three on %s', (text, expected) => {
    expect(outcomes(text, 3)).toEqual(expected);
  });

  it.each<[string, readonly (AlarmState | 'before' | undefined)[]]>([
    ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - - X', ['INSUFFICIENT_DATA', 'before', 'ALARM', 'OK']],
  ])('two out of three on %s', (text, expected) => {
    expect(outcomes(text, 2)).toEqual(expected);
  });
});

const alarm: Alarm = {
  Namespace: 'N', MetricName: 'M', Dimensions: [], Statistic: 'Maximum', Period: 120, EvaluationPeriods: 1, DatapointsToAlarm: 1,
  ComparisonOperator: 'GreaterThanThreshold', Threshold: 3, TreatMissingData: 'breaching',
};
const data = [{ at: 30, value: 0 }, { at: 90, value: 1 }, { at: 100, value: 4 }, { at: 150, value: 0 }, { at: 210, value: 0 }];
const states = (changes: Partial<Alarm>, range: number) => alarmStates({ ...alarm, ...changes }, data, { from: 60, to: 480, range }).map(({ state }) => state);

describe('an alarm on data', () => {
  it('slides from minute to minute over what had come by then', () => {
    expect(states({}, 1)).toEqual(['OK', 'ALARM', 'ALARM', 'OK', 'OK', 'ALARM', 'ALARM', 'ALARM']);
  });

  it('finds old data where it looks further back, and goes off as much later', () => {
    expect(states({}, 2)).toEqual(['OK', 'ALARM', 'ALARM', 'OK', 'OK', 'OK', 'OK', 'ALARM']);
  });

  it.each<[Alarm['Statistic'], string]>([
    ['Average', 'OK'], ['Minimum', 'OK'], ['Sum', 'ALARM'], ['SampleCount', 'OK'],
  ])('goes by %s', (Statistic, expected) => {
    expect(states({ Statistic, Threshold: 3.5 }, 1)[1]).toBe(expected);
  });

  it.each([['GreaterThanOrEqualToThreshold', 'ALARM'], ['LessThanThreshold', 'OK'], ['LessThanOrEqualToThreshold', 'ALARM']] as const)('compares by %s', (ComparisonOperator, expected) => {
    expect(states({ ComparisonOperator, Threshold: 4 }, 1)[1]).toBe(expected);
  });
});
