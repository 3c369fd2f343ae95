import { AwsError } from '../service.ts';

/** A published value. `at` is epoch milliseconds; dimensions are in the order of their names. */
export interface Datum {
  readonly namespace: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly at: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface WireDimension { readonly Name?: string; readonly Value?: string }

export interface WireDatum {
  readonly MetricName?: string;
  readonly Value?: unknown;
  readonly Unit?: string;
  readonly Timestamp?: number;
  readonly Dimensions?: readonly WireDimension[];
}

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

export const dimensionsOf = (wire: readonly WireDimension[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(wire.map(({ Name = '', Value = '' }) => [Name, Value] as const).sort(([a], [b]) => a.localeCompare(b)));

/** A datum as it is put. Throws AwsError for one that CloudWatch refuses. */
export const datumOf = (namespace: string, wire: WireDatum): Datum => {
  const { MetricName: name = '', Value: value, Dimensions, Unit = 'None', Timestamp } = wire;
  if (name === '') throw invalid('The parameter MetricData.member.MetricName is required.');
  if (typeof value !== 'number') throw invalid(`The value ${String(value)} for parameter MetricData.member.Value is invalid.`);
  if ((Dimensions?.length ?? 0) > 30) throw invalid('The collection MetricData.member.Dimensions must not have a size greater than 30.');
  return { namespace, name, value, unit: Unit, at: (Timestamp ?? Date.now() / 1000) * 1000, dimensions: dimensionsOf(Dimensions) };
};
