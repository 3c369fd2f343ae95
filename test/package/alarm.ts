/** The properties of a CloudWatch alarm on one metric that decide when it goes off. */
export interface Alarm {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Statistic: string;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly TreatMissingData: string;
}

/**
 * Whether a one-period alarm goes off on the values of its last period, as CloudWatch decides it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const goesOff = (alarm: Alarm, values: readonly number[]): boolean => {
  if (alarm.EvaluationPeriods !== 1 || alarm.DatapointsToAlarm !== 1) throw new Error('with more periods CloudWatch looks further back than this does');
  if (alarm.Statistic !== 'Maximum' || alarm.ComparisonOperator !== 'GreaterThanThreshold') throw new Error('only the largest value above a threshold is understood here');
  return values.length === 0 ? alarm.TreatMissingData === 'breaching' : Math.max(...values) > alarm.Threshold;
};
