import type { Verdict } from '../checks/verdict.ts';
import { scoreText, type Score } from '../health/score.ts';
import { padEnd, widest, wrap, type Paint, type Style } from './layout.ts';
import { printable } from './printable.ts';
import type { CategoryReport, Entry, Report } from './report.ts';
import { circumstances, isSuspect, tookText } from './why.ts';
import { instantText } from './words.ts';

export interface TextOptions {
  readonly colour: Paint;
  /** Width of the terminal; longer details are wrapped to it. Absent: not wrapped. */
  readonly columns?: number;
}

export const marks: Readonly<Record<Verdict, { readonly sign: string; readonly style: Style }>> = {
  pass: { sign: '✓', style: 'green' },
  fail: { sign: '✗', style: 'red' },
  blocked: { sign: '⊘', style: 'yellow' },
  unknown: { sign: '?', style: 'magenta' },
  skipped: { sign: '-', style: 'gray' },
};

const scoreStyle = ({ passed, applicable, percent }: Score): Style =>
  (passed < applicable ? 'red' : percent === null ? 'magenta' : 'green');

/** What a pass has to say of itself; nothing, mostly. */
const remark = ({ result }: Entry): string => {
  if (result.verdict === 'pass') return result.afterRetry === true ? `after ${result.attempts} attempts` : '';
  return result.verdict === 'skipped' ? printable(result.detail) : result.reason;
};

const details = (entry: Entry, colour: Paint, columns: number): readonly string[] => {
  const { result } = entry;
  if (result.verdict === 'pass' || result.verdict === 'skipped') return [];
  const wrapped = (style: Style, parts: readonly string[], separator: string) =>
    wrap(parts.map(printable), separator, '      ', columns).map((line) => colour(style, line));
  return [
    ...wrapped('none', result.detail.split(' '), ' '),
    ...wrapped('gray', [entry.check.id, ...circumstances(entry)], ' · '),
    ...(result.excerpt === undefined ? [] : wrapped('gray', `“${result.excerpt}”`.split(' '), ' ')),
  ];
};

/** Widths shared by all categories, so that the whole report is one table. */
interface Layout { readonly name: number; readonly service: number; readonly took: number; readonly ids: boolean }

const plain: Paint = (_, text) => text;

const line = (entry: Entry, layout: Layout, colour: Paint): string => {
  const { check, result } = entry;
  const { sign, style } = marks[result.verdict];
  const name = padEnd(printable(check.name), layout.name);
  const said = remark(entry);
  const brief = result.verdict === 'pass' || result.verdict === 'skipped';
  return [
    `  ${colour(style, sign)} ${result.verdict === 'fail' ? colour('bold', name) : name}`,
    colour('gray', padEnd(check.service, layout.service)),
    tookText(entry).padStart(layout.took),
    ...(said === '' ? [] : [colour(style, said)]),
    ...(layout.ids && brief && check.name !== check.id ? [colour('gray', check.id)] : []),
  ].join('  ');
};

/** The ids of what passed stand in the last column where the terminal is wide enough for all of them: a report does not fray. */
const layoutOf = (entries: readonly Entry[], columns: number): Layout => {
  const widths = {
    name: widest(entries.map(({ check }) => printable(check.name))),
    service: widest(entries.map(({ check }) => check.service)),
    took: widest(entries.map(tookText)),
  };
  return { ...widths, ids: widest(entries.map((entry) => line(entry, { ...widths, ids: true }, plain))) <= columns };
};

const categoryLines = (layout: Layout, colour: Paint, columns: number) =>
  ({ category, entries }: CategoryReport): readonly string[] => [
    colour('bold', category),
    ...entries.flatMap((entry) => [line(entry, layout, colour), ...details(entry, colour, columns)]),
    '',
  ];

/** For a terminal: every check by category, what did not pass with its reason, and last each category's score. */
export const text = (report: Report, { colour, columns = Infinity }: TextOptions): string => {
  const entries = report.categories.flatMap(({ entries }) => entries);
  const layout = layoutOf(entries, columns);
  const names = widest(report.categories.map(({ category }) => category));
  return [
    colour('gray', `${report.environment}, seen from ${report.vantage}, ${instantText(report.generatedAt)}`),
    '',
    ...report.categories.flatMap(categoryLines(layout, colour, columns)),
    ...(entries.some(isSuspect) ? [colour('gray', '~ measured while the checker itself was busy'), ''] : []),
    ...report.categories.map(({ category, score }) => `${padEnd(category, names)}  ${colour(scoreStyle(score), scoreText(score))}`),
    '',
  ].join('\n');
};
