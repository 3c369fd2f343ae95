import type { SettingsOf, Zod } from '../../platform/zod.ts';
import type { Judgement } from './expectation.ts';
import { defineExpectation } from './expectation.ts';
import { mostRead } from './most-read.ts';
import { many, oneOrMany } from './one-or-many.ts';
import { pattern } from './pattern.ts';
import { fits } from './trial.ts';
import { show } from './words.ts';

const settings = (z: Zod) => z.strictObject({
  contains: oneOrMany(z, z.string().min(1), 'a text or a list of texts').exactOptional(),
  notContains: oneOrMany(z, z.string().min(1), 'a text or a list of texts').exactOptional(),
  matches: oneOrMany(z, pattern(z), 'a regular expression or a list of them').exactOptional(),
  notMatches: oneOrMany(z, pattern(z), 'a regular expression or a list of them').exactOptional(),
}).refine((body) => Object.keys(body).length > 0, { error: 'at least one of contains, notContains, matches, notMatches' });

type Settings = SettingsOf<typeof settings>;

const listed = <T>(value: T | readonly T[] | undefined): readonly T[] => (value === undefined ? [] : many(value));

/** Of what a text can be decoded from: a replacement character may stand for one byte. */
const leastBytes = (text: string): number => Buffer.byteLength(text.replaceAll('\uFFFD', '?'));

/** Texts and patterns that the decoded body, or what a server said on a bare connection, holds or must not hold; case matters. */
export const body = defineExpectation<Settings>({
  settings,
  judges: ['body', 'banner'],
  neverFails: ({ matches, notContains, notMatches }, { pattern, settings }) => {
    const most = mostRead(settings);
    const tooLong = most === undefined ? undefined : listed(notContains).find((text) => leastBytes(text) > most.bytes);
    if (most !== undefined && tooLong !== undefined) {
      return `${show(tooLong)} is longer than what is read, ${most.bytes} bytes (${most.setting})`;
    }
    const everywhere = listed(matches).find(pattern.matchesEverything);
    if (everywhere !== undefined) return `/${everywhere}/ matches every body`;
    const nowhere = listed(notMatches).find(pattern.matchesNothing);
    return nowhere === undefined ? undefined : `/${nowhere}/ matches no body`;
  },
  patterns: ({ matches, notMatches }) => [...listed(matches), ...listed(notMatches)],
  judge: (expected, { response, banner }) => {
    const said = response?.body ?? banner;
    const holds = (text: string) => said?.includes(text) === true;
    let decoded: string | undefined;
    const matched = (source: string) => fits(source, decoded ??= said?.toString() ?? '');
    const found = (there: boolean) => (said === undefined ? 'no answer' : there ? 'it' : `${Buffer.byteLength(said)} bytes without it`);
    const judgement = (words: string, there: boolean, wanted: boolean): Judgement =>
      ({ ok: said !== undefined && there === wanted, expected: words, saw: found(there), reason: 'body' });
    return [
      ...listed(expected.contains).map((text) => judgement(`a body containing ${show(text)}`, holds(text), true)),
      ...listed(expected.notContains).map((text) => judgement(`a body without ${show(text)}`, holds(text), false)),
      ...listed(expected.matches).map((source) => judgement(`a body matching /${source}/`, matched(source), true)),
      ...listed(expected.notMatches).map((source) => judgement(`a body not matching /${source}/`, matched(source), false)),
    ];
  },
});
