import type { DailyTime } from '../platform/platform.ts';

/** Minutes since midnight in that zone. */
const minuteIn = (zone: string, at: number): number => {
  const [hour = '', minute = ''] = new Date(at).toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).split(':');
  return 60 * Number(hour) + Number(minute);
};

/** Whether a moment lies in a daily time, which ends the next day where it ends before it begins. */
export const isWithin = ({ fromMinute, toMinute, zone }: DailyTime, at: number): boolean => {
  const minute = minuteIn(zone, at);
  return fromMinute <= toMinute ? fromMinute <= minute && minute < toMinute : minute >= fromMinute || minute < toMinute;
};
