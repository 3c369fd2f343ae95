import type * as z from 'zod';
import type { Path } from './fault.ts';
import { allowedText, findingsOf } from './issues.ts';
import { valueAt } from './value-at.ts';

/** What is left of faulty data when its faulty parts are left out, so that the rules can judge the rest. */
export interface Pruned<Output> {
  readonly output: Output;
  /** What it was parsed from. */
  readonly described: unknown;
  /** For each check that is left, which of the described ones it is. */
  readonly origins: readonly number[];
  /** Parts, by key, of which something was left out; "checks" only as a whole. */
  readonly faulty: ReadonlySet<string>;
}

/** The path itself where there is something, else the nearest part above, which lacks it. */
const existing = (data: unknown, path: Path): Path =>
  (path.length === 0 || valueAt(data, path) !== undefined ? path : existing(data, path.slice(0, -1)));

const removeAt = (data: unknown, path: Path): void => {
  const parent = valueAt(data, path.slice(0, -1));
  const key = path.at(-1);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (typeof parent === 'object' && parent !== null && key !== undefined) Reflect.deleteProperty(parent, key);
};

/** Deeper parts first, and later entries of a list before earlier ones, so that the places of the others stay. */
const inside = (a: Path, b: Path): number => {
  const index = a.findIndex((key, index) => key !== b[index]);
  const [left, right] = [a[index], b[index]];
  return b.length - a.length || (typeof left === 'number' && typeof right === 'number' ? right - left : 0);
};

/** Parses what can be parsed; undefined when nothing can. */
export const prune = <Output>(schema: z.ZodType<Output>, described: unknown): Pruned<Output> | undefined => {
  const data = structuredClone(described);
  const checks = valueAt(data, ['checks']);
  const origins = Array.isArray(checks) ? checks.map((_, index) => index) : [];
  const faulty = new Set<string>();
  for (;;) {
    const result = schema.safeParse(data, { error: allowedText });
    if (result.success) return { output: result.data, described: data, origins, faulty };
    const paths = result.error.issues.flatMap((issue) => findingsOf(issue, data)).map(({ path }) => existing(data, path));
    const distinct = new Map(paths.map((path) => [JSON.stringify(path), path]));
    for (const path of [...distinct.values()].sort(inside)) {
      if (path.length === 0) return undefined;
      removeAt(data, path);
      if (path[0] !== 'checks' || path.length === 1) faulty.add(String(path[0]));
      else if (path.length === 2) origins.splice(Number(path[1]), 1);
    }
  }
};
