import { Cron } from 'croner';
import * as z from 'zod';
import type { MaintenanceWindow } from '../platform.ts';
import { duration, durationText } from '../units.ts';
import { name, text } from './text.ts';
import { timeZone } from './time-zone.ts';

const timeForm = 'a time with its zone, such as 2026-01-31T22:00:00Z or 2026-01-31T22:00:00+01:00';
const time = z.iso.datetime({ offset: true, abort: true, error: timeForm })
  .transform((text) => Date.parse(text));

const cronForm = 'a cron expression of five fields, such as "0 22 * * 6"';

/** Why it is none; undefined for a good one. Five fields: with a sixth the first would be seconds. */
const wrongWith = (expression: string): string | undefined => {
  if (expression.trim().split(/\s+/).length !== 5) return cronForm;
  try {
    return new Cron(expression).nextRun(new Date(0)) === null ? 'an expression that comes at some time; this one never does' : undefined;
  } catch (thrown) {
    return `${cronForm} (${thrown instanceof Error ? thrown.message : String(thrown)})`;
  }
};

const cron = z.string({ error: cronForm }).transform((expression, context): string => {
  const wrong = wrongWith(expression);
  if (wrong === undefined) return expression;
  context.addIssue({ code: 'custom', message: wrong });
  return z.NEVER;
});

/** Beginnings that are looked at: more than a year of daily ones. */
const beginnings = 400;

/** The shortest time between two beginnings, milliseconds. In UTC, so that the change to summer time shortens none. */
const periodOf = (expression: string): number => {
  const runs = new Cron(expression, { timezone: 'UTC' }).nextRuns(beginnings, new Date(0));
  return Math.min(...runs.slice(1).map((run, index) => run.getTime() - (runs[index]?.getTime() ?? 0)));
};

const oneForm = 'exactly one of from and to, or cron, zone and for';

const window = z.strictObject({
  from: time.describe('Beginning, once.').exactOptional(),
  to: time.describe('End, once.').exactOptional(),
  cron: cron.describe('Beginning, again and again: minute, hour, day of the month, month, day of the week.').exactOptional(),
  zone: timeZone.describe('Time zone in whose local time it begins.').exactOptional(),
  for: duration(z).describe('How long it lasts each time.').exactOptional(),
  services: z.array(name).min(1, { error: 'at least one service; leave it out for all' })
    .describe('Services concerned; all unless described.').exactOptional(),
  reason: text('a text').describe('Why, for people.'),
}).transform(({ from, to, cron, zone, for: durationMs, ...rest }, context): MaintenanceWindow => {
  const refuse = (message: string, path: readonly string[] = []) => {
    context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  };
  const [once, recurring] = [[from, to], [cron, zone, durationMs]].map((parts) => parts.some((part) => part !== undefined));
  if (once === recurring) return refuse(oneForm);
  if (once === true) {
    if (from === undefined) return refuse(timeForm, ['from']);
    if (to === undefined || to <= from) return refuse('a time after its beginning', ['to']);
    return { ...rest, from, to };
  }
  if (cron === undefined) return refuse(cronForm, ['cron']);
  if (zone === undefined) return refuse('the time zone of cron, such as Europe/Berlin', ['zone']);
  if (durationMs === undefined) return refuse('how long it lasts, such as 2h', ['for']);
  const periodMs = periodOf(cron);
  if (durationMs >= periodMs) return refuse(`less than ${durationText(periodMs)}, after which it begins again`, ['for']);
  return { ...rest, cron, zone, durationMs };
});

export const maintenance = z.array(window).transform((windows): readonly MaintenanceWindow[] => windows)
  .describe('Planned times in which nobody is told. Probing goes on.');
