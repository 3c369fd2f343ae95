/** A time from its first millisecond up to, but not including, `to`. */
export interface Span { readonly from: number; readonly to: number }

const minuteMs = 60_000;

/** Finds the first of the spans that a moment lies in, without looking through them all. */
export const spanAt = <S extends Span>(spans: readonly S[]): ((at: number) => S | undefined) => {
  const ofMinute = new Map<number, S[]>();
  for (const span of spans) {
    for (let minute = Math.floor(span.from / minuteMs); minute * minuteMs < span.to; minute += 1) {
      ofMinute.set(minute, [...ofMinute.get(minute) ?? [], span]);
    }
  }
  return (at) => ofMinute.get(Math.floor(at / minuteMs))?.find(({ from, to }) => from <= at && at < to);
};
