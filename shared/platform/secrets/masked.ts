import type { Document } from 'yaml';
import { hide, literalSecrets, mask, maskSecrets } from './literal-secrets.ts';
import type { LiteralSecret } from './literal-secrets.ts';
import { placedSecrets } from './placed-secrets.ts';
import { secretLines } from './secret-lines.ts';
import type { Piece } from './secret-lines.ts';
import { isBadOnPurpose, isMixed } from './secret-values.ts';

/** A text that can be shown: its secrets, and everything that stands where a secret would, masked in place. */
export interface Masked {
  readonly text: string;
  readonly secrets: readonly LiteralSecret[];
  /** Makes words safe that may quote the text. */
  readonly safe: (words: string) => string;
}

/** A text as a whole, and the words that a message may take from it. */
const withWords = (text: string): readonly string[] => [text, ...text.split(/[^\w+/=.-]+/)];

/** A value as it is, and as JSON quotes it. */
const withQuoted = (value: string): readonly string[] => [value, JSON.stringify(value).slice(1, -1)];

export const masked = (text: string, doc: Document): Masked => {
  const literal = literalSecrets(text);
  const placed = placedSecrets(doc, text);
  const lines = doc.errors.length + doc.warnings.length === 0 ? [] : secretLines(text);
  const shown = [...placed, ...lines].reduce((text, { start, end }) => hide(text, start, end), maskSecrets(text));
  const slices = (pieces: readonly Piece[]) => pieces.map(({ start, end }) => text.slice(start, end));
  const values = [...placed.map(({ value }) => value), ...slices(literal), ...slices(lines).flatMap(withWords)]
    .filter((value) => value.length > 3 && !isBadOnPurpose(value)).flatMap(withQuoted);
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
  const again = longestFirst.filter((value) => value.length > 7 && isMixed(value));
  return {
    text: again.reduce((text, value) => text.replaceAll(value, hide(value, 0, value.length)), shown),
    secrets: [...literal, ...placed.flatMap(({ start, end, what }) => (what === undefined ? [] : [{ start, end, what }]))],
    safe: (words) => longestFirst.reduce((words, value) => words.replaceAll(value, mask.repeat(3)), maskSecrets(words)),
  };
};
