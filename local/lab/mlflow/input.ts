import { MlflowError } from './error.ts';
import { like } from './like.ts';

/** A request's parameters: the JSON body, or the query. */
export type Input = Readonly<Record<string, unknown>>;

/** A text that has to be there. */
export function required(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new MlflowError(
    'INVALID_PARAMETER_VALUE',
    `Missing value for required parameter '${name}'. See the API docs for more information about request parameters.`,
  );
}

export const optional = (input: Input, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** A text that may be anything; what is no text at all counts as empty. */
export const anyText = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

/** A number, such as a timestamp in milliseconds; MLflow takes the text form too. */
export const numeric = (input: Input, name: string): number | undefined => {
  const value = Number(input[name] ?? Number.NaN);
  return Number.isNaN(value) ? undefined : value;
};

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export const tags = (input: Input): Tag[] => (Array.isArray(input['tags']) ? (input['tags'] as Tag[]) : []);

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_page_token?: string;
}

/** One page of a search: `max_results` has no default on the wire, `page_token` continues an earlier page. */
export function pageOf<T>(found: readonly T[], input: Input, most: number, fallback = 0): Page<T> {
  const size = numeric(input, 'max_results') ?? fallback;
  const refuse = (rule: string) =>
    new MlflowError('INVALID_PARAMETER_VALUE', `Invalid value ${size} for parameter 'max_results' supplied. ${rule}`);
  if (!Number.isInteger(size) || size < 1) throw refuse('It must be a positive integer');
  if (size > most) throw refuse(`It must be at most ${most}`);
  const from = Number(Buffer.from(optional(input, 'page_token') ?? '', 'base64').toString() || 0);
  const end = from + size;
  return { items: found.slice(from, end), ...(end < found.length ? { next_page_token: Buffer.from(String(end)).toString('base64') } : {}) };
}

const clause = /^\s*(?:attributes?\.)?name\s+(=|LIKE|ILIKE)\s+'([^']*)'\s*$/iu;

/** The names that a search filter lets through: none given, `name = 'x'`, or `name LIKE 'x%'`. */
export function nameFilter(input: Input): (name: string) => boolean {
  const filter = optional(input, 'filter');
  if (filter === undefined) return () => true;
  const [, operator = '', operand = ''] = clause.exec(filter.replace('=', ' = ')) ?? [];
  if (operator === '') throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid clause(s) in filter string: ${filter}`);
  if (operator === '=') return (name) => name === operand;
  return like(operator, operand);
}
