import type { SettingsOf, Zod } from '../../platform/zod.ts';
import type { HttpResponse } from '../observation.ts';
import { redact } from '../redact.ts';
import type { Judgement } from './expectation.ts';
import { defineExpectation } from './expectation.ts';
import { pattern } from './pattern.ts';
import { fits } from './trial.ts';
import { show } from './words.ts';

/** Stands for every header that was sent, by its name and its values. */
const every = '*';

const settings = (z: Zod) => z.record(
  z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, { error: 'the name of a header' }),
  z.union([
    z.string(),
    z.strictObject({ contains: z.string().min(1) }),
    z.strictObject({ notContains: z.string().min(1) }),
    z.strictObject({ matches: pattern(z) }),
    z.strictObject({ present: z.literal(true) }),
    z.strictObject({ absent: z.literal(true) }),
  ], { error: 'the exact value, or one of { contains }, { notContains }, { matches }, { present: true }, { absent: true }' }),
).refine((headers) => Object.keys(headers).length > 0, { error: 'at least one header' })
  .refine(({ [every]: all }) => all === undefined || (typeof all === 'object' && 'notContains' in all), {
    error: 'under "*", which is every header, { notContains }',
  });

type Wanted = SettingsOf<typeof settings>[string];

const words = (wanted: Wanted): string => {
  if (typeof wanted === 'string') return `= ${show(wanted)}`;
  if ('contains' in wanted) return `containing ${show(wanted.contains)}`;
  if ('notContains' in wanted) return `without ${show(wanted.notContains)}`;
  if ('matches' in wanted) return `matching /${wanted.matches}/`;
  return 'present' in wanted ? 'present' : 'absent';
};

const holds = (wanted: Wanted, values: readonly string[]): boolean => {
  if (typeof wanted === 'string') return values.includes(wanted);
  if ('contains' in wanted) return values.some((value) => value.includes(wanted.contains));
  if ('notContains' in wanted) return !values.some((value) => value.includes(wanted.notContains));
  if ('absent' in wanted) return values.length === 0;
  if ('present' in wanted) return values.length > 0;
  return values.some((value) => fits(wanted.matches, value));
};

/** A value as people may see it: nobody's cookie or key, by the same rule as wherever a header's line is shown. */
const shown = (key: string, value: string): string => show(redact(`${key}: ${value}`).slice(key.length + 2));

/** Of all headers, and what stands beside the status, those that hold what none of them may. */
const everyHeader = (wanted: Wanted, { headers, statusText }: HttpResponse): Judgement => {
  const wrong = [['status line', statusText] as const, ...headers].filter((field) => !holds(wanted, field));
  const saw = wrong.length === 0 ? `${headers.length} headers` : wrong.map(([name, value]) => `${name} ${shown(name, value)}`).join(', ');
  return { ok: wrong.length === 0, expected: `every header ${words(wanted)}`, saw, reason: 'header' };
};

/**
 * Headers by name, whatever their case; a header sent more than once fits when one of its values does, and does not when one of them holds
 * what none may.
 */
export const header = defineExpectation<SettingsOf<typeof settings>>({
  settings,
  judges: ['response'],
  patterns: (headers) => Object.values(headers)
    .flatMap((wanted) => (typeof wanted === 'object' && 'matches' in wanted ? [wanted.matches] : [])),
  judge: (headers, { response }) => Object.entries(headers).map(([name, wanted]) => {
    if (name === every && response !== undefined) return everyHeader(wanted, response);
    const key = name.toLowerCase();
    const values = response?.headers.filter(([sent]) => sent === key).map(([, value]) => value) ?? [];
    const saw = response === undefined ? 'no answer' : values.length === 0 ? 'no such header' : values.map((value) => shown(key, value)).join(', ');
    return { ok: response !== undefined && holds(wanted, values), expected: `header ${key} ${words(wanted)}`, saw, reason: 'header' };
  }),
});
