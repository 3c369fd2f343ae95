import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { hostsFile } from '../observation.ts';
import type { Judgement } from './expectation.ts';
import { defineExpectation } from './expectation.ts';
import { many, oneOrMany } from './one-or-many.ts';

const values = (z: Zod) => oneOrMany(z, z.string().min(1), 'an answer or a list of answers').exactOptional();

const settings = (z: Zod) => z.strictObject({
  includes: values(z).describe('Values that are among the answers.'),
  equals: values(z).describe('All the answers, in any order.'),
  atLeast: z.int().positive().exactOptional().describe('How many answers there are at least.'),
}).refine((answers) => Object.keys(answers).length > 0, { error: 'at least one of includes, equals, atLeast' });

/** RFC 4343: case does not matter in names; a final dot is the root's. */
const same = (value: string): string => value.toLowerCase().replace(/\.$/, '');

/** The records a name resolves to. */
export const answers = defineExpectation<SettingsOf<typeof settings>>({
  settings,
  judges: ['answers'],
  judge: ({ includes, equals, atLeast }, observation) => {
    const answered = observation.answers;
    const seen = new Set(answered?.values.map(same));
    const from = answered?.server === hostsFile ? ` from ${hostsFile}` : '';
    const saw = seen.size === 0 ? 'no answer' : `${answered?.values.join(', ')}${from}`;
    const judgement = (expected: string, ok: boolean): Judgement => ({ ok: ok && answered !== undefined, expected, saw, reason: 'dns-answer' });
    const all = equals === undefined ? [] : many(equals);
    const justThese = new Set(all.map(same)).symmetricDifference(seen).size === 0;
    return [
      ...(includes === undefined ? [] : many(includes).map((value) => judgement(`${value} among the answers`, seen.has(same(value))))),
      ...(equals === undefined ? [] : [judgement(`just ${all.join(', ')}`, justThese)]),
      ...(atLeast === undefined ? [] : [judgement(`at least ${atLeast} ${atLeast === 1 ? 'answer' : 'answers'}`, seen.size >= atLeast)]),
    ];
  },
});
