/** Values by the second in which their period begins; a period is in seconds and counted from `from`. */
export interface Series {
  readonly period: number;
  readonly values: ReadonlyMap<number, number>;
}

/** The time that is asked about, epoch seconds; `to` is not in it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The seconds in which the periods of a span begin. Source: periods are aligned to the start of the request, as GetMetricData does it. */
export const beginnings = ({ from, to }: Span, period: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / period)) }, (_, index) => from + index * period);
