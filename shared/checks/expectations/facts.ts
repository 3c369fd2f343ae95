import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { defineExpectation } from './expectation.ts';
import { compare, comparisonOf, comparisonWords, wanted } from './json-comparison.ts';
import { show } from './words.ts';

const settings = (z: Zod) => z.record(z.string(), wanted(z)).refine((facts) => Object.keys(facts).length > 0, { error: 'at least one fact' });

/** What a target or AWS tells of itself, by name, compared with its type. What was not told is not met, and is named; what could not be told is not judged. */
export const facts = defineExpectation<SettingsOf<typeof settings>>({
  settings,
  judges: ['facts'],
  patterns: (wanted) => Object.values(wanted).flatMap((written) => comparisonOf(written).matches ?? []),
  judge: (wanted, { facts: told = {}, failure }) => Object.entries(wanted).flatMap(([name, written]) => {
    if (failure?.partly === true && !Object.hasOwn(told, name)) return [];
    const { absent = false, ...compared } = comparisonOf(written);
    const wants = Object.keys(compared).length > 0;
    const words = [...(wants ? [comparisonWords(compared)] : []), ...(absent ? ['absent'] : [])];
    const expected = `${name} ${words.join(' or ')}`;
    if (!Object.hasOwn(told, name)) return { ok: absent, expected, saw: `no ${name}`, reason: 'facts' };
    return { ok: wants && compare(told[name], compared), expected, saw: show(told[name]), reason: 'facts' };
  }),
});
