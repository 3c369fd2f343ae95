import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node } from 'yaml';
import type { Path } from '../fault.ts';
import { literalSecrets, secretsInValue, suspects, suspectsInKey, suspectsInValue } from './literal-secrets.ts';
import type { LiteralSecret } from './literal-secrets.ts';
import { keyOf, rangeOf } from '../places.ts';
import { isHiddenKey, isSecretPlace, secretByPlace } from './secret-places.ts';

/** A value, or a key, to be hidden; `what` it is where it is surely a secret that the text itself does not already show as one. */
export interface Placed {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly what?: string;
}

/** A scalar as text; words that are no text are no secrets. */
const textOf = (node: Node): string | undefined => {
  if (!isScalar(node)) return isAlias(node) ? node.source : undefined;
  const { value, source } = node;
  if (typeof value === 'number' || typeof value === 'bigint') return source ?? String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

type See = (node: Node, path: Path, isKey: boolean) => void;

/** Every key and value with its path. What an alias stands for is seen again where it stands, but once for places of a kind. */
const seeAll = (doc: Document, see: See): void => {
  const seen = new Map<Node, Set<string>>();
  const isNew = (node: Node, path: Path): boolean => {
    const kinds = seen.get(node) ?? new Set();
    seen.set(node, kinds);
    const kind = path.filter((key) => typeof key === 'string').slice(-2).join('\n');
    const isSeen = kinds.has(kind);
    kinds.add(kind);
    return !isSeen;
  };
  const step = (node: unknown, path: Path): void => {
    if (isAlias(node)) {
      const target = node.resolve(doc);
      if (target === undefined) see(node, path, false);
      else if (isNew(target, path)) step(target, path);
    } else if (isMap(node)) {
      for (const pair of node.items) {
        const inside = [...path, keyOf(pair)];
        if (isScalar(pair.key)) see(pair.key, inside, true);
        else step(pair.key, path);
        step(pair.value, inside);
      }
    } else if (isSeq(node)) node.items.forEach((item, index) => { step(item, [...path, index]); });
    else if (isScalar(node)) see(node, path, false);
  };
  step(doc.contents, []);
};

/** Values and keys that their place, or their form once unescaped, makes secret, as far as the text does not show them as such. */
export const placedSecrets = (doc: Document, text: string): readonly Placed[] => {
  const [literal, suspect] = [literalSecrets(text), suspects(text)];
  const found = new Map<number, Placed>();
  seeAll(doc, (node, path, isKey) => {
    const value = textOf(node);
    const range = rangeOf(node);
    if (value === undefined || range === undefined) return;
    const [start, end] = range;
    const shown = (secrets: readonly LiteralSecret[]) => secrets.filter((secret) => secret.start < end && secret.end > start).length;
    const inValue = secretsInValue(value);
    const told = shown(literal);
    const what = isKey ? undefined : inValue.length > told ? inValue[0]?.what : told > 0 ? undefined : secretByPlace(path, value);
    const hidden = isKey ? isHiddenKey(path, value) : isSecretPlace(path, value);
    const isSuspect = (isKey ? suspectsInKey : suspectsInValue)(value).length > shown(suspect);
    if ((what !== undefined || hidden || isSuspect) && found.get(start)?.what === undefined) {
      found.set(start, { start, end, value, ...(what === undefined ? {} : { what }) });
    }
  });
  return [...found.values()];
};
