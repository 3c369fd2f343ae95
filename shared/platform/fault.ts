/** Where in the file, as keys and indices from the top. */
export type Path = readonly PropertyKey[];

/** Something wrong, found by the schema or a rule, not yet placed in the text. */
export interface Finding {
  readonly path: Path;
  /** The key is wrong rather than its value. */
  readonly at?: 'key';
  /** Offsets in the text, where they are narrower than the path. */
  readonly range?: readonly [start: number, end: number] | undefined;
  /** What was found, in words; the text at the path unless said. */
  readonly found?: string;
  readonly allowed: string;
  readonly hint?: string | undefined;
}

/** Something wrong with the description, for people. Nothing in it repeats a secret. */
export interface Fault {
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** Such as `checks[2].expect.status`; empty for the file as a whole. */
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
  /** Path, found and allowed in one sentence. */
  readonly message: string;
  readonly hint?: string;
  /** The line of the file, and how many characters of it are meant. */
  readonly excerpt: { readonly text: string; readonly length: number };
}

/** `checks[2].expect.status`; a key that is not a plain name is quoted. */
export const pathText = (path: Path): string => path.map((key, index) => {
  if (typeof key === 'number') return `[${key}]`;
  const name = String(key);
  return /^[\w-]+$/.test(name) ? `${index > 0 ? '.' : ''}${name}` : `[${JSON.stringify(name)}]`;
}).join('');

const widest = 120;

const excerptLines = ({ line, column, excerpt: { text, length } }: Fault): readonly string[] => {
  const from = column <= widest - 20 ? 0 : column - 20;
  const shown = text.slice(from, from + widest);
  const number = String(line);
  // Tabs are kept, so that the caret stands below what is meant.
  const before = shown.slice(0, column - 1 - from).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, Math.min(length, shown.length - before.length)));
  return [`  ${number} | ${shown}`, `  ${' '.repeat(number.length)} | ${before}${carets}`];
};

/** Faults as text: `file:line:column: message`, each with the line that is meant. */
export const formatFaults = (faults: readonly Fault[]): string => faults.flatMap((fault) => {
  const { file, line, column, message, hint, excerpt } = fault;
  const head = `${file}:${line}:${column}: ${message}${hint === undefined ? '' : `; ${hint}`}`;
  return excerpt.text.trim() === '' ? [head] : [head, ...excerptLines(fault)];
}).join('\n');
