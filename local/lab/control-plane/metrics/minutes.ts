export const minuteMs = 60_000;

/** When each minute of the last hour began that is over, epoch milliseconds. */
export const lastHour = (now: number): readonly number[] =>
  Array.from({ length: 60 }, (_, index) => Math.floor(now / minuteMs) * minuteMs - (60 - index) * minuteMs);
