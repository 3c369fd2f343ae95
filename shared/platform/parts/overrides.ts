import * as z from 'zod';
import type { Override } from '../platform.ts';
import { duration } from '../units.ts';
import { severity } from './checks.ts';
import { checkId, text } from './text.ts';

const bool = z.boolean({ error: 'true or false' });

const override = z.strictObject({
  enabled: bool.describe('false: the check is left out.').exactOptional(),
  severity: severity.describe('How bad it is when it fails.').exactOptional(),
  owner: text('a name').describe('Who looks after it.').exactOptional(),
  metric: bool.describe('Publish a metric of its own.').exactOptional(),
  timeout: duration(z).describe('Time that it has to end in.').exactOptional(),
}).transform(({ timeout, ...rest }): Override => ({ ...rest, ...(timeout === undefined ? {} : { timeoutMs: timeout }) }));

export const overrides = z.record(checkId, override)
  .describe('Changes to generated checks, by id.');
