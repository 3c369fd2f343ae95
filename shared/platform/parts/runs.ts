import * as z from 'zod';
import { categories } from '../category.ts';
import type { CategoryName } from '../category.ts';
import { duration, durationText } from '../units.ts';
import { nameServer } from '../zod.ts';
import { count, httpsAddress, text } from './text.ts';

export const network = z.strictObject({
  resolver: nameServer(z).describe("DNS server to ask instead of the system's: 10.0.0.2 or 10.0.0.2:5353.").exactOptional(),
  ca: text('the path of a PEM file')
    .describe("PEM file of authorities trusted besides the system's, relative to this file.").exactOptional(),
  insideVpc: z.boolean({ error: 'true or false' })
    .describe('The checker stands inside the VPC and can judge private names.').default(false),
  control: httpsAddress.describe("Address outside the platform, asked where nothing gave an answer, to know whether the checker's own way out is open.")
    .exactOptional(),
}).describe('How the checker reaches the platform.');

const everyCategory = Object.entries(categories).map(([category, { everyMs }]) =>
  [category, duration(z).describe(`Time between two runs of ${category}.`).prefault(durationText(everyMs))] as const);

export const schedule = z.strictObject(Object.fromEntries(everyCategory) as Record<CategoryName, (typeof everyCategory)[number][1]>)
  .describe('Time between two runs of each category.');

const percent = z.number({ error: 'a percentage from 0 to 100' }).min(0, { error: 'a percentage from 0 to 100' }).max(100, { error: 'a percentage from 0 to 100' });

export const thresholds = z.strictObject({
  certificateDays: count.describe('A certificate with fewer days left fails.').default(14),
  response: duration(z).describe('An answer that takes longer is slow.').prefault('1s'),
  scoreDrop: z.strictObject({
    points: z.number({ error: 'a number of percentage points, more than 0 and at most 100' }).positive().max(100)
      .describe('Percentage points.').default(5),
    checks: count.describe('Checks.').default(2),
  }).describe('A drop of the score that is told: at least so many points and so many checks.').prefault({}),
  availability: percent.describe('Percent of the requests that must be answered without a failure of the platform.').default(99),
  errorRate: percent.describe('Percent of the requests that may fail.').default(1),
  databaseConnections: percent.describe('Percent of the connections there can be that may be used.').default(80),
  cacheMemory: percent.describe('Percent of its memory that Redis may use, where it refuses what is new when all is used.').default(90),
  taskRestarts: z.int({ error: 'a whole number' }).nonnegative({ error: 'a whole number' })
    .describe('Tasks of a service that may stop by themselves within an hour.').default(0),
}).describe('Where good ends.');

const ascending = (offsets: readonly number[]) => offsets.every((offset, index) => offset > (offsets[index - 1] ?? 0));

export const confirmation = z.array(duration(z)).refine(ascending, { error: 'durations in ascending order' })
  .describe("When, after the run's start, a check whose first attempt failed is probed again.");

export const concurrency = z.strictObject({
  total: count.describe('Checks of a run probed at the same time.').default(100),
  perHost: count.describe('Of these, checks of the same host and port.').default(8),
}).describe('How many checks are probed at the same time.');

export const timeout = duration(z).describe('Time that a check has to end in, unless it says otherwise.');

export const budget = count.describe('Requests a minute that checking may put on the platform.');
