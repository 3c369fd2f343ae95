import { filterOf, textFits } from './clauses.ts';
import type { Clause } from './clauses.ts';
import type { Input } from './input.ts';
import type { Run } from './store.ts';

type Wanted = (run: Run) => boolean;
type Reading = (key: string) => ((run: Run) => string | number | undefined) | undefined;

const texts = ['run_id', 'run_name', 'status', 'user_id', 'artifact_uri'] as const;
const numbers = ['start_time', 'end_time'] as const;

/** What a clause may ask of a run, told apart by what it is compared with: a text in quotes, or a number. */
const readings: Readonly<Record<string, { readonly text?: Reading; readonly number?: Reading }>> = {
  attributes: { text: oneOf(texts), number: oneOf(numbers) },
  params: { text: (key) => ({ data }) => data.params.find((one) => one.key === key)?.value },
  tags: { text: (key) => ({ data }) => data.tags.find((one) => one.key === key)?.value },
  metrics: { number: (key) => ({ data }) => data.metrics.find((one) => one.key === key)?.value },
};
const names: Readonly<Record<string, string>> = { attribute: 'attributes', param: 'params', tag: 'tags', metric: 'metrics' };

/** The runs that a search filter lets through. Throws `MlflowError`. */
export const runFilter = (input: Input): Wanted => filterOf(input, wantedBy);

/** Reads what an entity has under a key, whether it is a text or a number; undefined where MLflow knows no such key. */
export function readingOf(entity = 'attributes', key: string): ((run: Run) => string | number | undefined) | undefined {
  const kind = readings[names[entity] ?? entity];
  return kind?.number?.(key) ?? kind?.text?.(key);
}

function wantedBy({ entity = 'attributes', key, operator, operand }: Clause): Wanted | undefined {
  const kind = readings[names[entity] ?? entity];
  const read = (typeof operand === 'number' ? kind?.number : kind?.text)?.(key);
  const fits = typeof operand === 'number' ? amountFits(operator, operand) : textFits(operator, operand);
  if (read === undefined || fits === undefined) return undefined;
  return (run) => {
    const value = read(run);
    return value !== undefined && fits(value);
  };
}

const comparisons: Readonly<Record<string, (value: number, operand: number) => boolean>> = {
  '=': (value, operand) => value === operand, '!=': (value, operand) => value !== operand,
  '>': (value, operand) => value > operand, '>=': (value, operand) => value >= operand,
  '<': (value, operand) => value < operand, '<=': (value, operand) => value <= operand,
};

function amountFits(operator: string, operand: number): ((value: string | number) => boolean) | undefined {
  const compare = comparisons[operator];
  return compare && ((value) => compare(Number(value), operand));
}

function oneOf(known: readonly ((typeof texts)[number] | (typeof numbers)[number])[]): Reading {
  return (key) => {
    const name = known.find((one) => one === key);
    return name && (({ info }) => info[name]);
  };
}
