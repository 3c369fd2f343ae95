import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { defineExpectation } from './expectation.ts';
import { expectedWords, sawWords, words, type Words } from './fact-words.ts';
import { compare, comparisonOf, comparisons, nothingCompared, type Comparison } from './json-comparison.ts';

const spoken = (z: Zod) => z.strictObject({ ...comparisons(z), words: words(z).exactOptional() })
  .refine((written) => Object.keys(written).some((name) => name !== 'words'), { error: nothingCompared });

const wanted = (z: Zod) => z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.json()), spoken(z)]);

const settings = (z: Zod) => z.record(z.string(), wanted(z)).refine((facts) => Object.keys(facts).length > 0, { error: 'at least one fact' });

/** What something written stands for: comparisons, and how people are told of them. */
const comparedBy = (written: SettingsOf<typeof wanted>): { readonly compared: Comparison; readonly words: Words } => {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return { compared: comparisonOf(written), words: {} };
  const { words: given = {}, ...compared } = written;
  return { compared, words: given };
};

/** What a target or AWS tells of itself, by name, compared with its type. What was not told is not met, and is named; what could not be told is not judged. */
export const facts = defineExpectation<SettingsOf<typeof settings>>({
  settings,
  judges: ['facts'],
  patterns: (wanted) => Object.values(wanted).flatMap((written) => comparedBy(written).compared.matches ?? []),
  judge: (wanted, { facts: told = {}, failure }) => Object.entries(wanted).flatMap(([name, written]) => {
    if (failure?.partly === true && !Object.hasOwn(told, name)) return [];
    const { compared: { absent = false, ...compared }, words: given } = comparedBy(written);
    const wants = Object.keys(compared).length > 0;
    const expected = [wants ? expectedWords(name, compared, given) : name, ...(absent ? [wants ? 'or absent' : 'absent'] : [])].join(' ');
    if (!Object.hasOwn(told, name)) return { ok: absent, expected, saw: `no ${name}`, reason: 'facts' };
    return { ok: wants && compare(told[name], compared), expected, saw: sawWords(told, name, compared, given), reason: 'facts' };
  }),
});
