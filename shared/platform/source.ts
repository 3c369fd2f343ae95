import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Node } from 'yaml';
import type { Fault, Finding, Path } from './fault.ts';
import { pathText } from './fault.ts';
import type { LiteralSecret } from './secrets/literal-secrets.ts';
import { masked } from './secrets/masked.ts';
import { keyOf, placesAlong, rangeOf, resolved } from './places.ts';
import type { Range } from './places.ts';
import { readYaml } from './yaml-faults.ts';

/** A description as text: its data, and the places of its parts. */
export interface Source {
  /** Undefined where the text is not YAML. */
  readonly data?: unknown;
  /** What is wrong with the text as YAML. */
  readonly broken: readonly Finding[];
  /** Secrets written out. */
  readonly secrets: readonly LiteralSecret[];
  readonly has: (path: Path) => boolean;
  /** Line of the value at a path, from 1. */
  readonly line: (path: Path) => number;
  /** Where a text value stands, at or below a path. */
  readonly find: (path: Path, value: string) => Range | undefined;
  /** A finding with its place, fit to be shown. */
  readonly fault: (finding: Finding) => Fault;
}

const longest = 60;
const quoted = (text: string) => {
  const short = text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
  return /^["']/.test(short) ? short : `"${short}"`;
};

/** A value in words; `written` is how it stands in the text. */
const describe = (node: Node | undefined, written: string): string => {
  if (isMap(node)) return node.items.length === 0 ? 'an empty mapping' : `a mapping of ${node.items.map(keyOf).join(', ')}`;
  if (isSeq(node)) return node.items.length === 0 ? 'an empty list' : 'a list';
  if (!isScalar(node) || node.value === null) return 'nothing';
  if (typeof node.value === 'number') return `the number ${written}`;
  if (typeof node.value !== 'string') return written;
  return written.includes('\n') ? 'a text of several lines' : quoted(written);
};

/** Reads a description as text. Never throws: what is wrong with it as YAML is in `broken`. */
export const readSource = (file: string, text: string): Source => {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const shown = masked(text, doc);
  const shownLines = shown.text.split('\n');

  const has = (path: Path) => placesAlong(doc, path).length === path.length + 1;
  const rangeAt = (path: Path, at?: 'key'): Range => {
    const { key, value } = placesAlong(doc, path).at(-1) ?? {};
    const exact = at === undefined && has(path);
    return (exact ? rangeOf(value) ?? rangeOf(key) : rangeOf(key) ?? rangeOf(value)) ?? [0, 0];
  };
  const seen = (path: Path): string => {
    const node = has(path) ? resolved(doc, placesAlong(doc, path).at(-1)?.value) : undefined;
    return describe(node, shown.text.slice(...(rangeOf(node) ?? [0, 0])));
  };
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return line === 0 ? { line: 1, column: 1 } : { line, column: col };
  };

  return {
    ...readYaml(doc),
    secrets: shown.secrets,
    has,
    line: (path) => position(rangeAt(path)[0]).line,
    find: (path, value) => {
      let found: Range | undefined;
      const node = has(path) ? placesAlong(doc, path).at(-1)?.value : undefined;
      if (node !== undefined) visit(node, { Scalar: (_, scalar) => { if (scalar.value === value) found ??= rangeOf(scalar); } });
      return found;
    },
    fault: (finding) => {
      const [start, end] = finding.range ?? rangeAt(finding.path, finding.at);
      const { line, column } = position(start);
      const path = shown.safe(pathText(finding.path));
      const found = shown.safe(finding.found ?? seen(finding.path));
      const allowed = shown.safe(finding.allowed);
      const text = (shownLines[line - 1] ?? '').replace(/\r$/, '');
      return {
        file, line, column, path, found, allowed,
        message: `${path === '' ? '' : `${path}: `}found ${found}; allowed: ${allowed}`,
        ...(finding.hint === undefined ? {} : { hint: shown.safe(finding.hint) }),
        excerpt: { text, length: /^.*/.exec(shown.text.slice(start, end))?.[0].length ?? 0 },
      };
    },
  };
};
