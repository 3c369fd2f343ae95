import { readMetrics } from '../aws/metric-data.ts';
import type { MetricData } from '../aws/metric-data.ts';
import { moment } from '../aws/moment.ts';
import type { Facts } from '../checks/observation.ts';
import { durationText } from '../platform/units.ts';
import { askAws } from './aws-call.ts';
import { periodOf, rangeOf, settings } from './cloud-watch/settings.ts';
import type { CloudWatchSettings } from './cloud-watch/settings.ts';
import { sharedCall } from './cloud-watch/shared-call.ts';
import { defineProbe } from './probe.ts';

export type { CloudWatchSettings };

const minuteMs = 60_000;

/** The minute that passes is not over, and of the one before it not everything may have arrived yet. */
const wholeUntil = (now: number): number => Math.floor(now / minuteMs) * minuteMs - minuteMs;

/** Six decimals: what binary fractions add is nothing that was measured. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

interface Read { readonly data: MetricData; readonly to: number }

/** The same for every check that asks the same of the same time, so that one call does for all of them. */
const readFor = (asked: CloudWatchSettings) => sharedCall(async (signal): Promise<Read> => {
  const to = wholeUntil(Date.now());
  const queries = asked.queries.map(({ period = asked.period, ...query }) => ({ ...query, periodMs: period }));
  return { data: await readMetrics({ queries, from: to - rangeOf(asked), to }, signal), to };
});

/** What the check is about: whole periods within its own window, the newest first. */
const within = ({ data, to }: Read, asked: CloudWatchSettings, id: string) =>
  (data.get(id) ?? []).filter(({ at }) => at >= to - asked.window && at + periodOf(asked, id) <= to);

const seenIn = (read: Read, asked: CloudWatchSettings) => {
  const { show, count, window, least, unit } = asked;
  const shown = within(read, asked, show);
  const [newest] = shown;
  const points = count === undefined ? shown.length : within(read, asked, count)[0]?.value ?? 0;
  const [from, to] = [read.to - window, read.to].map(moment);
  const facts: Facts = { points, from: from ?? '', to: to ?? '', ...(unit === undefined ? {} : { unit }) };
  if (newest !== undefined && points >= least) return { facts: { ...facts, value: rounded(newest.value) } };
  const what = count === undefined ? 'data points' : 'samples';
  const detail = `CloudWatch has ${points} ${what} for ${show} between ${from} and ${to}, and nothing can be said with fewer than ${least}`;
  return { facts, failure: { reason: 'too-little-data', detail } as const };
};

const nameOf = (asked: CloudWatchSettings): string => `CloudWatch ${JSON.stringify([asked.queries, asked.period, rangeOf(asked)])}`;

/** Asks CloudWatch for one value: the newest data point of a query, if there is enough behind it. */
export const cloudWatch = defineProbe<CloudWatchSettings>({
  settings,
  target: (asked) => ({ label: `CloudWatch ${asked.show} over ${durationText(asked.window)}`, shared: nameOf(asked) }),
  expects: { facts: { value: { exists: true } } },
  observes: () => ({ facts: true }),
  facts: {
    value: 'the newest data point of the query shown',
    points: 'of how many samples it is, or how many data points there are',
    from: 'when the time begins that was looked at',
    to: 'when it ends',
    unit: 'what the value is counted in, where it is described',
  },
  run: (asked) => {
    const name = nameOf(asked);
    return ({ signal, session }) => askAws('CloudWatch', signal, async () =>
      seenIn(await session(name, () => readFor(asked)).ask(signal), asked));
  },
});
