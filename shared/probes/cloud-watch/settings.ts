import { duration } from '../../platform/units.ts';
import type { SettingsOf, Zod } from '../../platform/zod.ts';

const minuteMs = 60_000;

const minutes = (z: Zod) => duration(z).refine((ms) => ms % minuteMs === 0, { error: 'whole minutes' });
const idOf = (z: Zod) => z.string().regex(/^[a-z]\w*$/, { error: 'a lower-case letter, then letters, digits and "_"' });

const query = (z: Zod) => z.strictObject({
  id: idOf(z).describe('Name by which others refer to it.'),
  metric: z.strictObject({
    namespace: z.string().min(1).describe('Such as AWS/ApplicationELB.'),
    name: z.string().min(1),
    dimensions: z.record(z.string(), z.string()).default({}),
    stat: z.string().min(1).describe('Statistic of its samples within a period: Sum, Average, Minimum, Maximum, SampleCount, p95.'),
  }).exactOptional(),
  expression: z.string().min(1).max(1024).exactOptional().describe('Metric math over other queries, by their ids.'),
  period: minutes(z).exactOptional().describe('Time that one data point stands for.'),
}).refine(({ metric, expression }) => (metric === undefined) !== (expression === undefined), { error: 'exactly one of metric, expression' });

type Query = SettingsOf<typeof query>;

interface Times { readonly queries: readonly Query[]; readonly window: number; readonly period: number }

export const periodOf = ({ queries, period }: Times, id: string): number => queries.find((query) => query.id === id)?.period ?? period;

/** What has to be asked for so that every query has a whole period of its own and the check its window, milliseconds. */
export const rangeOf = ({ queries, window, period }: Times): number =>
  Math.max(window, ...queries.map((query) => query.period ?? period));

/** Periods are counted from the start of what is asked for: where one does not fit, the newest would not be whole. */
const fits = (settings: Times & { readonly show: string }): boolean => {
  const range = rangeOf(settings);
  return settings.queries.every(({ id }) => range % periodOf(settings, id) === 0) && settings.window % periodOf(settings, settings.show) === 0;
};

export const settings = (z: Zod) => z.strictObject({
  queries: z.array(query(z)).min(1).max(500),
  show: idOf(z).describe('The query whose newest data point is the value.'),
  count: idOf(z).exactOptional().describe('The query whose newest data point says how many samples the value is of.'),
  window: minutes(z).describe('Time that is looked at.'),
  period: minutes(z).prefault('1m').describe('Time that one data point stands for, unless the query says otherwise.'),
  least: z.int().positive().default(1).describe('Samples, or data points, below which nothing is said.'),
  unit: z.string().min(1).exactOptional().describe('What the value is counted in, for people.'),
}).refine(({ queries }) => new Set(queries.map(({ id }) => id)).size === queries.length, { path: ['queries'], error: 'every id once' })
  .refine(({ queries, show }) => queries.some(({ id }) => id === show), { path: ['show'], error: 'the id of a query' })
  .refine(({ queries, count }) => count === undefined || queries.some(({ id }) => id === count), { path: ['count'], error: 'the id of a query' })
  .refine(fits, { path: ['window'], error: 'a time of which every period is a whole part' });

export type CloudWatchSettings = SettingsOf<typeof settings>;
