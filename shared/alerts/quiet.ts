import type { DailyTime } from '../platform/platform.ts';

/** Minutes since midnight in that zone. */
const minuteIn = (zone: string, at: number): number => {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' }).formatToParts(at);
  const part = (type: 'hour' | 'minute') => Number(parts.find((each) => each.type === type)?.value);
  return 60 * part('hour') + part('minute');
};

/** Whether a moment lies in a daily time, which ends the next day where it ends before it begins. */
export const isWithin = ({ fromMinute, toMinute, zone }: DailyTime, at: number): boolean => {
  const minute = minuteIn(zone, at);
  return fromMinute <= toMinute ? fromMinute <= minute && minute < toMinute : minute >= fromMinute || minute < toMinute;
};
