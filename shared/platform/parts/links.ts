import * as z from 'zod';
import type { Links } from '../platform.ts';
import { linkAddress, name, text } from './text.ts';

export const links = z.strictObject({
  statusPage: linkAddress.describe("The checker's page.").exactOptional(),
  dashboard: linkAddress.describe('Where the metrics are seen.').exactOptional(),
  runbook: linkAddress.describe('What to do when something is down.').exactOptional(),
}).transform((links): Links => links).describe('Addresses that messages name.');

export const impact = z.record(name, text('a sentence of one line, at most 200 characters', /^(?=.*\S).{1,200}$/))
  .describe('What people feel when a service is down, by service; messages begin with it.');
