import { Cron } from 'croner';
import type { MaintenanceWindow } from '../platform/platform.ts';
import type { Silence } from './evaluation.ts';

/** A time in which nobody is told of some services, or of any; epoch milliseconds. */
interface Span { readonly from: number; readonly to: number; readonly services?: readonly string[] }

/** The window's last beginning until then, if there was one. */
const spanOf = (window: MaintenanceWindow, at: number): readonly Span[] => {
  if ('from' in window) return [window];
  const { cron, zone, durationMs, ...rest } = window;
  // The moment itself is asked for, too.
  const [begun] = new Cron(cron, { timezone: zone }).previousRuns(1, new Date(at + 1));
  return begun === undefined ? [] : [{ ...rest, from: begun.getTime(), to: begun.getTime() + durationMs }];
};

/** A maintenance window that is on; `to` is epoch milliseconds. */
export type Ongoing = Pick<MaintenanceWindow, 'services' | 'reason'> & { readonly to: number };

/** The maintenance that is on at that time, in the order of the description. */
export const ongoing = (windows: readonly MaintenanceWindow[], at: number): readonly Ongoing[] => windows.flatMap((window) => spanOf(window, at)
  .flatMap(({ from, to, services }) => (from <= at && at < to ? [{ to, reason: window.reason, ...(services !== undefined && { services }) }] : [])));

/** Tells of a service whether nobody is to be told of it now, because of maintenance or because somebody asked for silence. */
export const muting = (windows: readonly MaintenanceWindow[], silences: readonly Silence[], at: number): ((service: string) => boolean) => {
  // A silence is on from the moment it is kept: also for a run that was scheduled before and is judged after that.
  const spans = [...windows.flatMap((window) => spanOf(window, at)), ...silences.map((silence): Span => ({ ...silence, from: 0, to: silence.until }))];
  const now = spans.filter(({ from, to }) => from <= at && at < to);
  return (service) => now.some(({ services }) => services?.includes(service) ?? true);
};
