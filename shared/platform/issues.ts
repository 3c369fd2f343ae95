import * as z from 'zod';
import { didYouMean } from './closest.ts';
import type { Finding, Path } from './fault.ts';
import { valueAt } from './value-at.ts';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

const list = (words: readonly string[]) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);
const typeNames: Readonly<Record<string, string>> = {
  string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list',
  object: 'a mapping', record: 'a mapping',
};

const bound = (issue: Issue & { readonly code: 'too_small' | 'too_big' }): string => {
  const [least, limit] = issue.code === 'too_small' ? ['at least', issue.minimum] : ['at most', issue.maximum];
  const thing = { string: 'character', array: 'entry' }[String(issue.origin)];
  const things = thing === undefined ? '' : ` ${Number(limit) === 1 ? thing : thing.replace(/y$/, 'ie').concat('s')}`;
  return `${issue.inclusive === false ? (issue.code === 'too_small' ? 'more than' : 'less than') : least} ${limit}${things}`;
};

/** The keys that an object's schema knows. */
const keysOf = ({ inst }: RawIssue): readonly string[] => (inst instanceof z.ZodObject ? Object.keys(inst.shape) : []);

/** ` such as { url: … }`: the keys that a mapping must have, for those who wrote something else. */
const exampleOf = ({ inst }: RawIssue): string => {
  if (!(inst instanceof z.ZodObject)) return '';
  const { required = [] } = z.toJSONSchema(inst, { io: 'input', unrepresentable: 'any' });
  return required.length === 0 ? '' : ` such as { ${required.map((key) => `${key}: …`).join(', ')} }`;
};

const comma = ', ';

/**
 * What is allowed where the schema does not say so itself, in words that fit after "allowed:". Handed to the validator, whose
 * every message then is of this form.
 */
export const allowedText = (issue: RawIssue): string => {
  switch (issue.code) {
    case 'unrecognized_keys': return keysOf(issue).join(comma);
    case 'invalid_type': return (typeNames[issue.expected] ?? `a value of type ${issue.expected}`) + exampleOf(issue);
    case 'invalid_value': return list(issue.values.map((value) => JSON.stringify(value)));
    case 'too_small':
    case 'too_big': return bound(issue as Issue & { readonly code: 'too_small' | 'too_big' });
    case 'invalid_format': return issue.format === 'regex' ? `a text of the form ${issue.pattern}` : `a text that is a ${issue.format}`;
    case 'not_multiple_of': return `a multiple of ${issue.divisor}`;
    // The parts say more than the whole.
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element': return '';
    case 'custom': return 'something else';
  }
};

const unknownKeys = (path: Path, keys: readonly string[], known: readonly string[]): readonly Finding[] => keys.map((key) =>
  ({ path: [...path, key], at: 'key', found: 'an unknown key', allowed: known.join(comma), hint: didYouMean(key, known) }));

/** A mapping is of another type than a word that is expected as it stands. */
const wrongType = (issues: readonly Issue[], value: unknown) => issues.some(({ code, path }) =>
  path.length === 0 && (code === 'invalid_type' || (code === 'invalid_value' && typeof value === 'object')));

/** Keys that none of the alternatives knows, when all of them are mappings with unknown keys. */
const unknownToAll = (alternatives: readonly (readonly Issue[])[]): readonly Finding[] => {
  const unknown = alternatives.map((issues) => issues.find((issue) => issue.code === 'unrecognized_keys' && issue.path.length === 0));
  const refusals = unknown.flatMap((issue) => (issue?.code === 'unrecognized_keys' ? [issue] : []));
  const [first] = refusals;
  if (first === undefined || refusals.length < alternatives.length) return [];
  const known = [...new Set(refusals.flatMap(({ message }) => message.split(comma)))];
  return unknownKeys([], first.keys.filter((key) => !known.includes(key)), known);
};

/** An alternative that fits by its type is what was meant; otherwise all of them are told. */
const unionFindings = (issue: z.core.$ZodIssueInvalidUnion, value: unknown): readonly Finding[] => {
  const meant = issue.errors.filter((alternative) => !wrongType(alternative, value));
  const inner = meant.length === 1 ? meant.flat().flatMap((issue) => findingsOf(issue, value)) : unknownToAll(meant);
  const ownWords = issue.message !== '' && typeof value !== 'object' && inner.every(({ path }) => path.length === 0);
  if (inner.length > 0 && !ownWords) {
    return inner.map((finding) => ({ ...finding, path: [...issue.path, ...finding.path] }));
  }
  const alternatives = (meant.length > 0 ? meant : issue.errors).map(([first]) => first?.message ?? '').filter((text) => text !== '');
  const allowed = issue.message === '' ? list([...new Set(alternatives)]) : issue.message;
  return [{ path: issue.path, allowed, hint: inner.find(({ hint }) => hint !== undefined)?.hint }];
};

/** A validator's issue as findings, whose `allowed` is its message. `data` is what the validator was given. */
export const findingsOf = (issue: Issue, data: unknown): readonly Finding[] => {
  const found: Finding = { path: issue.path, allowed: issue.message };
  const value = valueAt(data, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': return unknownKeys(issue.path, issue.keys, issue.message.split(comma));
    case 'invalid_value': return [{ ...found, hint: typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : undefined }];
    case 'invalid_union': return unionFindings(issue, value);
    case 'invalid_key': {
      const key = String(issue.path.at(-1));
      return [{ ...found, at: 'key', found: `the key "${key}"`, allowed: issue.issues[0]?.message ?? '' }];
    }
    case 'invalid_type':
    case 'invalid_format':
    case 'invalid_element':
    case 'too_small':
    case 'too_big':
    case 'not_multiple_of':
    case 'custom': return [found];
  }
};
