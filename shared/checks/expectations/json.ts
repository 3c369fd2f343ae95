import type { HttpResponse } from '../observation.ts';
import type { SettingsOf, Zod } from '../../platform/zod.ts';
import type { Judgement } from './expectation.ts';
import { defineExpectation } from './expectation.ts';
import type { Wanted } from './json-comparison.ts';
import { compare, comparisonOf, comparisonWords, wanted } from './json-comparison.ts';
import { at, parseJsonPath } from './json-path.ts';
import { show } from './words.ts';

const whatPath = "a path such as $.status, $.items[0].name or $['any name'].length";

const settings = (z: Zod) => z.record(
  z.string().refine((path) => parseJsonPath(path) !== undefined, { error: whatPath }),
  wanted(z),
).refine((paths) => Object.keys(paths).length > 0, { error: 'at least one path' });

type Settings = SettingsOf<typeof settings>;

type Parsed = { readonly json: true; readonly value: unknown } | { readonly json: false; readonly saw: string };

const parse = (response: HttpResponse | undefined): Parsed => {
  if (response === undefined) return { json: false, saw: 'no answer' };
  try {
    // RFC 8259, 8.1: who reads JSON may ignore a byte order mark.
    return { json: true, value: JSON.parse(response.body.toString('utf8').replace(/^\uFEFF/, '')) };
  } catch {
    const type = response.headers.find(([name]) => name === 'content-type')?.[1];
    const saw = response.body.length === 0 ? 'an empty body' : `a body that is not JSON${type === undefined ? '' : ` (${type})`}`;
    return { json: false, saw };
  }
};

const judgement = (path: string, written: Wanted, parsed: Parsed): Judgement => {
  const compared = comparisonOf(written);
  const expected = `${path} ${comparisonWords(compared)}`;
  if (!parsed.json) return { ok: false, expected, saw: parsed.saw, reason: 'json' };
  const there = at(parsed.value, parseJsonPath(path) ?? []);
  if (!there.found) return { ok: compared.absent === true, expected, saw: `${there.missing} is missing`, reason: 'json' };
  return { ok: compare(there.value, compared), expected, saw: show(there.value), reason: 'json' };
};

/** Values of a JSON answer by path. Compared with their types: the text "3" is not the number 3. A missing field fails and is named. */
export const json = defineExpectation<Settings>({
  settings,
  judges: ['body'],
  patterns: (paths) => Object.values(paths).flatMap((written) => comparisonOf(written).matches ?? []),
  judge: (paths, { response }) => {
    const parsed = parse(response);
    return Object.entries(paths).map(([path, written]) => judgement(path, written, parsed));
  },
});
