/** RFC 3339: a day, a time, and where. */
const instant = /^(\d{4}-\d\d-\d\d)T[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;

/** Epoch milliseconds; NaN of anything that is no moment. `Date.parse` alone takes the 31st of February for a day of March. */
export const moment = (found: unknown): number => {
  const day = typeof found === 'string' ? instant.exec(found)?.[1] : undefined;
  const isDay = day !== undefined && Date.parse(day) > 0 && new Date(day).toISOString().startsWith(day);
  return isDay ? Date.parse(String(found)) : Number.NaN;
};
