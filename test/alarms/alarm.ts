/** The properties of a CloudWatch alarm on one metric that decide when it goes off. `Period` is in seconds. */
export interface Alarm {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Statistic: 'Maximum' | 'Minimum' | 'Average' | 'Sum' | 'SampleCount';
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly ComparisonOperator: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';
  readonly Threshold: number;
  readonly TreatMissingData: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** A period's data point against the threshold; `missing`: there was nothing in it. */
export type Point = 'good' | 'bad' | 'missing';

type Rule = Pick<Alarm, 'EvaluationPeriods' | 'DatapointsToAlarm' | 'TreatMissingData'>;

/**
 * What becomes of an alarm's state, from the data points of its evaluation range, oldest first. The range is wider than the evaluation
 * periods. Real points, wherever they are in it, come before any that is filled in for a missing one, and as few as possible are.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const nextState = (points: readonly Point[], { EvaluationPeriods: periods, DatapointsToAlarm: toAlarm, TreatMissingData }: Rule, before: AlarmState): AlarmState => {
  const real = points.filter((point) => point !== 'missing').slice(-periods);
  const bad = real.filter((point) => point === 'bad').length;
  const judged = (breaching: number): AlarmState => (breaching >= toAlarm ? 'ALARM' : 'OK');
  if (real.length === periods || TreatMissingData === 'notBreaching') return judged(bad);
  if (TreatMissingData === 'breaching') return judged(bad + periods - real.length);
  if (bad >= toAlarm || real.includes('good')) return judged(bad);
  if (TreatMissingData === 'ignore') return before;
  // All that is known is bad, though not often enough: it counts when it has lasted as long as so many points would.
  const oldest = points.indexOf('bad');
  return oldest >= 0 && points.length - oldest >= toAlarm ? 'ALARM' : 'INSUFFICIENT_DATA';
};

const breaks = ({ ComparisonOperator, Threshold }: Alarm, value: number): boolean => {
  switch (ComparisonOperator) {
    case 'GreaterThanThreshold': return value > Threshold;
    case 'GreaterThanOrEqualToThreshold': return value >= Threshold;
    case 'LessThanThreshold': return value < Threshold;
    case 'LessThanOrEqualToThreshold': return value <= Threshold;
  }
};

const statistic = (name: Alarm['Statistic'], values: readonly number[]): number => {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'Maximum': return Math.max(...values);
    case 'Minimum': return Math.min(...values);
    case 'Average': return sum / values.length;
    case 'Sum': return sum;
    case 'SampleCount': return values.length;
  }
};

/** One datum of the alarm's metric. `at` is epoch seconds. */
export interface Measured {
  readonly at: number;
  readonly value: number;
}

const minute = 60;

/**
 * The alarm's state at every full minute from `from` to `to` (epoch seconds), as of the data that had come by then. A metric of standard
 * resolution keeps its data by the minute, and the window slides: at each minute, the periods are those that end there. `range` is how many
 * periods CloudWatch looks at, which it does not say: five where three are evaluated.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html
 */
export const alarmStates = (
  alarm: Alarm, data: readonly Measured[], { from, to, range }: { readonly from: number; readonly to: number; readonly range: number },
): readonly { readonly at: number; readonly state: AlarmState }[] => {
  const states: { at: number; state: AlarmState }[] = [];
  const byMinute = Map.groupBy(data, (datum) => Math.floor(datum.at / minute));
  /** Values of whole minutes: both ends are such. */
  const between = (begins: number, ends: number): readonly number[] =>
    Array.from({ length: Math.max(0, (ends - begins) / minute) }, (_, index) => begins / minute + index).flatMap((each) => byMinute.get(each)?.map(({ value }) => value) ?? []);
  let state: AlarmState = 'INSUFFICIENT_DATA';
  for (let at = Math.ceil(from / minute) * minute; at <= to; at += minute) {
    const points = Array.from({ length: range }, (_, index): Point => {
      const ends = at - (range - 1 - index) * alarm.Period;
      const within = between(ends - alarm.Period, ends);
      return within.length === 0 ? 'missing' : breaks(alarm, statistic(alarm.Statistic, within)) ? 'bad' : 'good';
    });
    state = nextState(points, alarm, state);
    states.push({ at, state });
  }
  return states;
};
