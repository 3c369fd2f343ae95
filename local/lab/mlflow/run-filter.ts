import { MlflowError } from './error.ts';
import { optional } from './input.ts';
import type { Input } from './input.ts';
import { like } from './like.ts';
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

/** What is compared: entity, then key, in backticks, in quotes or bare. */
export const leftSide = /(?:(\w+)\.)?(?:`([^`]+)`|"([^"]+)"|([\w./-]+))/u.source;
const right = /(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?))/u.source;
const clause = new RegExp(`\\s*${leftSide}\\s*(>=|<=|!=|=|>|<|I?LIKE\\b)\\s*${right}\\s*(AND\\s|$)`, 'iuy');

/** The runs that a search filter lets through: clauses joined by AND. One that cannot be read is refused, never passed over. */
export function runFilter(input: Input): Wanted {
  const filter = optional(input, 'filter')?.trim() ?? '';
  const wanted: Wanted[] = [];
  let at = 0;
  let more = filter !== '';
  while (more) {
    clause.lastIndex = at;
    const found = clause.exec(filter);
    const one = found === null ? undefined : clauseOf(found);
    if (found === null || one === undefined) {
      throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid clause(s) in filter string: '${filter.slice(at).trim()}'`);
    }
    wanted.push(one);
    at = clause.lastIndex;
    more = found.at(-1) !== '';
  }
  return (run) => wanted.every((one) => one(run));
}

/** Reads what an entity has under a key, whether it is a text or a number; undefined where MLflow knows no such key. */
export function readingOf(entity = 'attributes', key: string): ((run: Run) => string | number | undefined) | undefined {
  const kind = readings[names[entity] ?? entity];
  return kind?.number?.(key) ?? kind?.text?.(key);
}

function clauseOf([, entity = 'attributes', ticked, quoted, bare, operator = '', single, double, amount]: RegExpExecArray): Wanted | undefined {
  const kind = readings[names[entity] ?? entity];
  const operand = amount === undefined ? (single ?? double ?? '') : Number(amount);
  const read = (typeof operand === 'number' ? kind?.number : kind?.text)?.(ticked ?? quoted ?? bare ?? '');
  const fits = typeof operand === 'number' ? amountFits(operator, operand) : textFits(operator, operand);
  if (read === undefined || fits === undefined) return undefined;
  return (run) => {
    const value = read(run);
    return value !== undefined && fits(value);
  };
}

function textFits(operator: string, operand: string): ((value: string | number) => boolean) | undefined {
  if (operator === '=') return (value) => value === operand;
  if (operator === '!=') return (value) => value !== operand;
  const matches = /^I?LIKE$/iu.test(operator) ? like(operator, operand) : undefined;
  return matches && ((value) => matches(String(value)));
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
