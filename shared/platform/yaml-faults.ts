import { isMap, isScalar, isSeq, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import type { Finding } from './fault.ts';
import { keyOf, pathOf, rangeOf } from './places.ts';

/** Keys that would be lost: those that stand twice in the same mapping (the later ones), and the one that validators drop in silence. */
const lostKeys = (doc: Document): readonly Finding[] => {
  const found: Finding[] = [];
  visit(doc, { Map: (_, map, ancestors) => {
    const seen = new Set<string>();
    for (const pair of map.items) {
      const key = keyOf(pair);
      const place = { path: [...pathOf(ancestors, map), key], range: rangeOf(pair.key as Node) };
      if (seen.has(key)) found.push({ ...place, found: 'the same key again', allowed: 'each key once' });
      if (key === '__proto__') found.push({ ...place, found: 'a name that JavaScript keeps for itself', allowed: 'any other name' });
      seen.add(key);
    }
  } });
  return found;
};

/** Keys that are lists or mappings themselves. */
const oddKeys = (doc: Document): readonly Finding[] => {
  const found: Finding[] = [];
  visit(doc, { Pair: (_, pair) => {
    const range = rangeOf(pair.key as Node);
    if (!isScalar(pair.key) && range !== undefined) {
      found.push({ path: [], range, found: 'a key that is not a text', allowed: 'a text' });
      return visit.SKIP;
    }
    return undefined;
  } });
  return found;
};

/** Aliases of what they stand in, which would go on without end. */
const circularAliases = (doc: Document): readonly Finding[] => {
  const found: Finding[] = [];
  visit(doc, { Alias: (_, alias, ancestors) => {
    const sameName = ancestors.filter((ancestor) => (isMap(ancestor) || isSeq(ancestor)) && ancestor.anchor === alias.source);
    if (!sameName.some((ancestor) => ancestor === alias.resolve(doc))) return;
    found.push({
      path: pathOf(ancestors, alias), range: rangeOf(alias), found: 'an alias of what it stands in', allowed: 'an alias of something else',
    });
  } });
  return found;
};

/** Ways of writing that the YAML library refuses, in our words where its own are obscure. */
const words: Readonly<Record<string, Pick<Finding, 'found' | 'allowed'>>> = {
  MULTIPLE_DOCS: { found: 'a second document', allowed: 'one document in one file' },
  TAB_AS_INDENT: { found: 'a tab', allowed: 'spaces before a key' },
};

/** The document's data, and all that is wrong with it as YAML. No data where the text cannot be understood. */
export const readYaml = (doc: Document): { readonly data?: unknown; readonly broken: readonly Finding[] } => {
  const refused = [...doc.errors, ...doc.warnings];
  const broken = refused.map(({ code, message, pos }): Finding => ({
    path: [], range: pos, found: `broken YAML (${message.replace(/\.?$/, '')})`, allowed: 'YAML 1.2', ...words[code],
  }));
  const unreadable = [...oddKeys(doc), ...circularAliases(doc)];
  // What has an unknown tag is understood as it would be without.
  if (unreadable.length > 0 || refused.some(({ code }) => code !== 'TAG_RESOLVE_FAILED')) return { broken: [...broken, ...unreadable] };
  try {
    return { data: doc.toJS() as unknown, broken: [...broken, ...lostKeys(doc)] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { broken: [{ path: [], found: `broken YAML (${why})`, allowed: 'YAML 1.2' }] };
  }
};
