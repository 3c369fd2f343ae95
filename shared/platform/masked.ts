import { visit } from 'yaml';
import type { Document } from 'yaml';
import type { Path } from './fault.ts';
import { isBadOnPurpose, isKeyInHeader, isSecretPlace, literalSecrets, looksRandom, mask, maskSecrets } from './literal-secrets.ts';
import type { LiteralSecret } from './literal-secrets.ts';
import { pathOf, rangeOf } from './places.ts';

/** A text that can be shown: its secrets, and everything that stands where a secret would, masked in place. */
export interface Masked {
  readonly text: string;
  readonly secrets: readonly LiteralSecret[];
  /** Makes words safe that may quote the text. */
  readonly safe: (words: string) => string;
}

/** A value to be hidden; `what` it is where it is surely a secret that the text itself does not already show as one. */
interface Placed {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly what?: string;
}

/** What a value is that stands at a place where secrets do, unless it is none. */
const byPlace = (path: Path, value: string): string | undefined => {
  if (isBadOnPurpose(value)) return undefined;
  return isKeyInHeader(path, value) ? 'a key in a header' : isSecretPlace(path) && looksRandom(value) ? 'a secret' : undefined;
};

/** Values that their place, or their form once unescaped, makes secret. */
const placed = (doc: Document, literal: readonly LiteralSecret[]): readonly Placed[] => {
  const found: Placed[] = [];
  visit(doc, { Scalar: (key, node, ancestors) => {
    const { value } = node;
    const range = rangeOf(node);
    if (key === 'key' || typeof value !== 'string' || value === '' || range === undefined) return;
    const [start, end] = range;
    const told = literal.some((secret) => secret.start < end && secret.end > start);
    const path = pathOf(ancestors, node);
    const what = told ? undefined : literalSecrets(value)[0]?.what ?? byPlace(path, value);
    if (isSecretPlace(path) || what !== undefined) found.push({ start, end, value, ...(what === undefined ? {} : { what }) });
  } });
  return found;
};

const hide = (text: string, start: number, end: number) =>
  text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, mask) + text.slice(end);

export const masked = (text: string, doc: Document): Masked => {
  const literal = literalSecrets(text);
  const more = placed(doc, literal);
  const shown = more.reduce((text, { start, end }) => hide(text, start, end), maskSecrets(text));
  const values = more.map(({ value }) => value).filter((value) => value.length > 3 && !isBadOnPurpose(value));
  return {
    text: shown,
    secrets: [...literal, ...more.flatMap(({ start, end, what }) => (what === undefined ? [] : [{ start, end, what }]))],
    safe: (words) => values.reduce((words, value) => words.replaceAll(value, mask.repeat(3)), maskSecrets(words)),
  };
};
