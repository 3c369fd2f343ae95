import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { Path } from './fault.ts';

/** A part of a document: its value, and its key where it has one. */
export interface Place {
  readonly key?: Node;
  readonly value: Node | undefined;
}

export type Range = readonly [start: number, end: number];

export const rangeOf = (node: Node | undefined): Range | undefined => (node?.range ? [node.range[0], node.range[1]] : undefined);

export const keyOf = (pair: Pair): string => String(isScalar(pair.key) ? pair.key.value : pair.key);

export const resolved = (doc: Document, node: Node | undefined): Node | undefined => (isAlias(node) ? node.resolve(doc) : node);

const nodeOrNone = (node: unknown): Node | undefined => (node ?? undefined) as Node | undefined;

const child = (doc: Document, parent: Node | undefined, key: PropertyKey): Place | undefined => {
  const node = resolved(doc, parent);
  if (isSeq(node)) return typeof key === 'number' && key < node.items.length ? { value: nodeOrNone(node.items[key]) } : undefined;
  const pair = isMap(node) ? node.items.findLast((pair) => keyOf(pair) === String(key)) : undefined;
  return pair === undefined ? undefined : { key: pair.key as Node, value: nodeOrNone(pair.value) };
};

/** The places along a path as far as it exists, the document itself first. */
export const placesAlong = (doc: Document, path: Path): readonly [Place, ...Place[]] => {
  const places: [Place, ...Place[]] = [{ value: nodeOrNone(doc.contents) }];
  for (const key of path) {
    const next = child(doc, places.at(-1)?.value, key);
    if (next === undefined) break;
    places.push(next);
  }
  return places;
};

/** The path of a node whose ancestors are given, as `visit` of the YAML library does. */
export const pathOf = (ancestors: readonly unknown[], node: unknown): Path => ancestors.flatMap((ancestor, index): PropertyKey[] => {
  if (isPair(ancestor)) return [keyOf(ancestor)];
  return isSeq(ancestor) ? [ancestor.items.indexOf(ancestors[index + 1] ?? node)] : [];
});
