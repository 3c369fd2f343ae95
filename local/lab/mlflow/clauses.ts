import { MlflowError } from './error.ts';
import { optional } from './input.ts';
import type { Input } from './input.ts';
import { like } from './like.ts';

/** One clause of a search filter: what it asks about, and what that is compared with, a text in quotes or a number. */
export interface Clause {
  /** As written; undefined where none is. */
  readonly entity: string | undefined;
  readonly key: string;
  readonly operator: string;
  readonly operand: string | number;
}

/** What is compared: entity, then key, in backticks, in quotes or bare. */
export const leftSide = /(?:(\w+)\.)?(?:`([^`]+)`|"([^"]+)"|([\w./-]+))/u.source;
const right = /(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?))/u.source;
const form = new RegExp(`\\s*${leftSide}\\s*(>=|<=|!=|=|>|<|I?LIKE\\b)\\s*${right}\\s*(AND\\s|$)`, 'iuy');

/**
 * What a search filter lets through: clauses joined by AND, each read by `read`, which knows what can be asked. One that cannot be read
 * is refused, never passed over.
 */
export function filterOf<T>(input: Input, read: (clause: Clause) => ((one: T) => boolean) | undefined): (one: T) => boolean {
  const filter = optional(input, 'filter')?.trim() ?? '';
  const wanted: ((one: T) => boolean)[] = [];
  let at = 0;
  let more = filter !== '';
  while (more) {
    form.lastIndex = at;
    const found = form.exec(filter);
    const one = found === null ? undefined : read(clauseOf(found));
    if (found === null || one === undefined) {
      throw new MlflowError('INVALID_PARAMETER_VALUE', `Invalid clause(s) in filter string: '${filter.slice(at).trim()}'`);
    }
    wanted.push(one);
    at = form.lastIndex;
    more = found.at(-1) !== '';
  }
  return (it) => wanted.every((one) => one(it));
}

function clauseOf([, entity, ticked, quoted, bare, operator = '', single, double, amount]: RegExpExecArray): Clause {
  return { entity, key: ticked ?? quoted ?? bare ?? '', operator, operand: amount === undefined ? (single ?? double ?? '') : Number(amount) };
}

/** How a text is compared; undefined where it cannot be, so. */
export function textFits(operator: string, operand: string): ((value: string | number) => boolean) | undefined {
  if (operator === '=') return (value) => value === operand;
  if (operator === '!=') return (value) => value !== operand;
  const matches = /^I?LIKE$/iu.test(operator) ? like(operator, operand) : undefined;
  return matches && ((value) => matches(String(value)));
}
