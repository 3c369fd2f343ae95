import * as z from 'zod';
import { didYouMean } from './closest.ts';
import type { Finding } from './fault.ts';
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

const wrongType = (issues: readonly Issue[]) => issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0);

/** An alternative that fits by its type is what was meant; otherwise all of them are told. */
const unionFindings = (issue: z.core.$ZodIssueInvalidUnion, value: unknown): readonly Finding[] => {
  const meant = issue.errors.filter((alternative) => !wrongType(alternative));
  const inner = meant.length === 1 ? meant.flat().flatMap((issue) => findingsOf(issue, value)) : [];
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
    case 'unrecognized_keys': return issue.keys.map((key) => ({
      path: [...issue.path, key], at: 'key', found: 'an unknown key', allowed: issue.message,
      hint: didYouMean(key, issue.message.split(comma)),
    }));
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
