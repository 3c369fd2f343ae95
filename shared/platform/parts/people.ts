import * as z from 'zod';
import type { Audience, MaintenanceWindow } from '../platform.ts';
import { environmentVariable, name, text } from './text.ts';

const topicForm = 'the ARN of an SNS topic, or {env: NAME}';
const topic = z.union([
  text(topicForm, /^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]+:[A-Za-z0-9_.-]+$/).transform((arn) => ({ arn })),
  z.strictObject({ env: environmentVariable.describe("Environment variable that holds the topic's ARN.") }),
], { error: topicForm });

const usualReminder = { everyMs: 30 * 60_000, atMostMs: 4 * 3_600_000 };

const audience = z.strictObject({ topic: topic.describe('SNS topic: its ARN, or the environment variable that holds it.') })
  .transform(({ topic }): Audience => ({ way: { topic }, form: 'email', severity: 'warning', remind: usualReminder, checker: true }));

export const audiences = z.record(name, audience)
  .transform((audiences): Readonly<Record<string, Audience>> => audiences)
  .describe('People to tell, by name.');

const timeForm = 'a time with its zone, such as 2026-01-31T22:00:00Z or 2026-01-31T22:00:00+01:00';
const time = z.iso.datetime({ offset: true, abort: true, error: timeForm })
  .transform((text) => Date.parse(text));

const window = z.strictObject({
  from: time.describe('Beginning.'),
  to: time.describe('End.'),
  services: z.array(name).min(1, { error: 'at least one service; leave it out for all' })
    .describe('Services concerned; all unless described.').exactOptional(),
  reason: text('a text').describe('Why, for people.'),
}).refine(({ from, to }) => from < to, { path: ['to'], error: 'a time after its beginning' });

export const maintenance = z.array(window).transform((windows): readonly MaintenanceWindow[] => windows)
  .describe('Planned times in which nobody is told. Probing goes on.');
