import { leftSide } from './clauses.ts';
import { MlflowError } from './error.ts';
import type { Input } from './input.ts';
import { readingOf } from './run-filter.ts';
import type { Run } from './store.ts';

type Compare = (one: Run, other: Run) => number;

const clause = new RegExp(`^\\s*${leftSide}(?:\\s+(ASC|DESC))?\\s*$`, 'iu');

/** What is not there, and what is no number, comes last, whichever way the others are sorted. */
const compareBy = (read: (run: Run) => string | number | undefined, sign: number): Compare => (one, other) => {
  const [a, b] = [read(one), read(other)].map((value) => (value === 'NaN' ? undefined : value));
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (a === b) return 0;
  return sign * (a < b ? -1 : 1);
};

function compareOf(text: unknown): Compare {
  const [, entity, ticked, quoted, bare, direction = 'ASC'] = clause.exec(String(text)) ?? [];
  const read = readingOf(entity, ticked ?? quoted ?? bare ?? '');
  if (read === undefined) throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid order_by clause '${String(text)}'`);
  return compareBy(read, /^DESC$/iu.test(direction) ? -1 : 1);
}

const latestFirst = compareBy(({ info }) => info.start_time, -1);

/** How a search sorts its runs: as it was asked to, and where that leaves it open, the latest first. */
export function runOrder(input: Input): Compare {
  const asked: readonly unknown[] = Array.isArray(input['order_by']) ? input['order_by'] : [];
  const compares = [...asked.map(compareOf), latestFirst];
  return (one, other) => {
    for (const compare of compares) {
      const order = compare(one, other);
      if (order !== 0) return order;
    }
    return 0;
  };
}
