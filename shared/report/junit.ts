import type { Result } from '../checks/result.ts';
import type { CategoryReport, Entry, Report } from './report.ts';
import { printable } from './printable.ts';
import { circumstances } from './why.ts';

/** XML 1.0 (https://www.w3.org/TR/xml/#charsets) has no way to write most control characters, U+FFFE and U+FFFF. */
const xml = (text: string): string => printable(text)
  .replaceAll(/[\uFFFE\uFFFF]/g, '·')
  .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const attributes = (fields: Readonly<Record<string, string | number>>): string =>
  Object.entries(fields).map(([name, value]) => ` ${name}="${xml(String(value))}"`).join('');

const millisecondsOf = (result: Result): number => (result.verdict === 'skipped' ? 0 : result.totalMs ?? 0);
const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const elements = { fail: 'failure', blocked: 'failure', unknown: 'error', skipped: 'skipped' } as const;

const outcome = (entry: Entry): string => {
  const { result } = entry;
  if (result.verdict === 'pass') return '';
  const element = elements[result.verdict];
  if (element === 'skipped') return `<skipped${attributes({ message: result.detail })}/>`;
  const body = [result.detail, ...circumstances(entry), ...(result.excerpt === undefined ? [] : [result.excerpt])];
  return `<${element}${attributes({ type: result.reason, message: result.detail })}>${body.map(xml).join('\n')}</${element}>`;
};

/** CI systems tell test cases by their names; a check's id is the one that is unique and stays. */
const nameOf = ({ id, name }: Entry['check']): string => (name === id ? id : `${name} (${id})`);

const testcase = (classname: string) => (entry: Entry): string => {
  const { check, result } = entry;
  const open = `    <testcase${attributes({ classname, name: nameOf(check), time: seconds(millisecondsOf(result)) })}`;
  return result.verdict === 'pass' ? `${open}/>` : `${open}>\n      ${outcome(entry)}\n    </testcase>`;
};

const counts = (entries: readonly Entry[]) => {
  const count = (...verdicts: readonly Result['verdict'][]) => entries.filter(({ result }) => verdicts.includes(result.verdict)).length;
  const time = seconds(entries.reduce((sum, { result }) => sum + millisecondsOf(result), 0));
  return { tests: entries.length, failures: count('fail', 'blocked'), errors: count('unknown'), skipped: count('skipped'), time };
};

const testsuite = ({ environment, generatedAt }: Report) => ({ category, entries }: CategoryReport): string => [
  `  <testsuite${attributes({ name: category, ...counts(entries), timestamp: new Date(generatedAt).toISOString().slice(0, 19) })}>`,
  ...entries.map(testcase(`${environment}.${category}`)),
  '  </testsuite>',
].join('\n');

/** JUnit's XML as CI systems read it: a category is a suite; failed and blocked are failures, unknown is an error. */
export const junit = (report: Report): string => [
  '<?xml version="1.0" encoding="UTF-8"?>',
  `<testsuites${attributes({ name: report.environment, ...counts(report.categories.flatMap(({ entries }) => entries)) })}>`,
  ...report.categories.map(testsuite(report)),
  '</testsuites>',
  '',
].join('\n');
