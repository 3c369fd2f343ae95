import * as z from 'zod';
import type { Audience, AudienceForm, AudienceWay, DailyTime } from '../platform.ts';
import { duration } from '../units.ts';
import { severity } from './checks.ts';
import { environmentVariable, httpsAddress, name, text } from './text.ts';
import { timeZone } from './time-zone.ts';

const topicForm = 'the ARN of an SNS topic, or {env: NAME}';
const topic = z.union([
  text(topicForm, /^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]+:[A-Za-z0-9_.-]+$/).transform((arn) => ({ arn })),
  z.strictObject({ env: environmentVariable.describe("Environment variable that holds the topic's ARN.") }),
], { error: topicForm });

/** Where PagerDuty takes events, unless an account is in its European region. */
const usualUrl = 'https://events.pagerduty.com/v2/enqueue';

const pagerDuty = z.strictObject({
  key: name.describe('A described credential: the integration key of a service in PagerDuty, for its Events API v2.'),
  url: httpsAddress.describe('Where events are sent.').default(usualUrl),
}, { error: ({ code }) => (code === 'invalid_type' ? 'a mapping with the name of a credential as key' : undefined) })
  .transform(({ key, url }) => ({ credential: key, url }));

const dayTime = text('a time of the day from "00:00" to "23:59"', /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/)
  .transform((text) => 60 * Number(text.slice(0, 2)) + Number(text.slice(3)));

const quiet = z.strictObject({
  from: dayTime.describe('Beginning.'),
  to: dayTime.describe('End; on the next day where it is earlier than the beginning.'),
  zone: timeZone.describe('Time zone in whose local time both are meant.'),
}).refine(({ from, to }) => from !== to, { path: ['to'], error: 'another time than its beginning' })
  .transform(({ from, to, zone }): DailyTime => ({ fromMinute: from, toMinute: to, zone }));

const usualEveryMs = 30 * 60_000;
const usualMostMs = 4 * 3_600_000;

const interval = z.strictObject({
  every: duration(z).describe('Time until the first reminder; each further one comes after twice as long.').default(usualEveryMs),
  atMost: duration(z).describe('Longest time between two reminders.').exactOptional(),
}).refine(({ every, atMost = every }) => every <= atMost, { path: ['atMost'], error: 'no shorter than every' })
  .transform(({ every, atMost = Math.max(every, usualMostMs) }) => ({ everyMs: every, atMostMs: atMost }));

const remind = z.union([z.literal('never'), interval], { error: '"never", or a mapping of every and atMost' });

const formats = ['email', 'pager', 'chat'] as const satisfies readonly AudienceForm[];

const audience = z.strictObject({
  topic: topic.describe('SNS topic: its ARN, or the environment variable that holds it.').exactOptional(),
  pagerDuty: pagerDuty.describe("PagerDuty's Events API v2, instead of a topic.").exactOptional(),
  format: z.enum(formats).describe('For whom messages are written; email, and pager with pagerDuty, unless described.').exactOptional(),
  severity: severity.describe('The least of what they are told; critical for pagers, warning for all others, unless described.').exactOptional(),
  services: z.array(name).min(1, { error: 'at least one service; leave it out for all' })
    .describe('Services that they are told of; all unless described.').exactOptional(),
  quiet: quiet.describe('When they are told of nothing but what is critical; the rest waits.').exactOptional(),
  remind: remind.describe('How they are reminded of an incident that nobody has acknowledged.').prefault({}),
  after: duration(z).describe('They are told only of incidents that nobody has acknowledged for so long.').exactOptional(),
  checker: z.boolean({ error: 'true or false' })
    .describe("They are told of the checker's own troubles; true for email, false for all others, unless described.").exactOptional(),
}).transform(({ topic, pagerDuty, format, severity, remind, after, checker, ...rest }, context): Audience => {
  const way: AudienceWay | undefined = topic === undefined ? pagerDuty && { pagerDuty } : { topic };
  if (way === undefined || (topic !== undefined && pagerDuty !== undefined)) {
    context.addIssue({ code: 'custom', message: 'exactly one of topic, pagerDuty' });
    return z.NEVER;
  }
  const form = format ?? (pagerDuty === undefined ? 'email' : 'pager');
  if (pagerDuty !== undefined && form !== 'pager') {
    context.addIssue({ code: 'custom', path: ['format'], message: 'pager, which is what PagerDuty takes' });
    return z.NEVER;
  }
  return {
    way, form, severity: severity ?? (form === 'pager' ? 'critical' : 'warning'), checker: checker ?? form === 'email', ...rest,
    ...(remind === 'never' ? {} : { remind }), ...(after === undefined ? {} : { afterMs: after }),
  };
});

export const audiences = z.record(name, audience)
  .transform((audiences): Readonly<Record<string, Audience>> => audiences)
  .describe('People to tell, by name.');
