import { byName, inJson, slips, suspect } from './secret-assignments.ts';
import type { NamedPattern } from './secret-assignments.ts';
import { byForm, byWord } from './secret-forms.ts';
import type { Patterns } from './secret-forms.ts';
import { isBadOnPurpose } from './secret-values.ts';

/** A piece of a text that is a secret written out. */
export interface LiteralSecret {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

const foundIn = (text: string, patterns: Patterns): readonly LiteralSecret[] => patterns
  .flatMap(([what, pattern]) => Array.from(text.matchAll(pattern), ({ indices }) => ({ what, indices: indices?.[1] ?? indices?.[0] })))
  .flatMap(({ what, indices }) => (indices === undefined ? [] : [{ what, start: indices[0], end: indices[1] }]));

const namedIn = (text: string, patterns: readonly NamedPattern[]): readonly LiteralSecret[] => patterns
  .flatMap(({ what, pattern, isName, isSecret }) => Array.from(text.matchAll(pattern)).flatMap(({ groups = {}, indices }) => {
    const { name = '', value = '' } = groups;
    const place = indices?.groups?.['value'];
    return place !== undefined && isName(name) && isSecret(value) ? [{ what, start: place[0], end: place[1] }] : [];
  }));

const inOrder = (found: readonly LiteralSecret[]): readonly LiteralSecret[] => {
  let last = 0;
  return found.toSorted((a, b) => a.start - b.start || b.end - a.end).filter(({ start, end }) => {
    const apart = start >= last;
    if (apart) last = end;
    return apart;
  });
};

const secretsIn = (text: string, patterns: readonly NamedPattern[]): readonly LiteralSecret[] => inOrder([
  ...foundIn(text, byForm),
  ...[...foundIn(text, byWord), ...namedIn(text, patterns)].filter(({ start, end }) => !isBadOnPurpose(text.slice(start, end))),
]);

/** Secrets written out in a text, by their form and the words before them, in order of their place. */
export const literalSecrets = (text: string): readonly LiteralSecret[] => secretsIn(text, byName);

/** Secrets in a value of a description, where JSON is a text as any other. */
export const secretsInValue = (value: string): readonly LiteralSecret[] => secretsIn(value, [...byName, inJson]);

/** What may be a secret by its form or the words before it. */
export const suspects = (text: string): readonly LiteralSecret[] => secretsIn(text, suspect);

/** The same in a value. */
export const suspectsInValue = (value: string): readonly LiteralSecret[] => secretsIn(value, [...suspect, slips.value]);

/** The same in a key that was meant to end earlier. */
export const suspectsInKey = (key: string): readonly LiteralSecret[] => secretsIn(key, [...suspect, slips.value, slips.key]);

export const mask = '•';

export const hide = (text: string, start: number, end: number): string =>
  text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, mask) + text.slice(end);

/** The text with everything masked that may be a secret, as long as before. */
export const maskSecrets = (text: string): string => suspects(text).reduce((masked, { start, end }) => hide(masked, start, end), text);
