import { shorten } from '../../shared/checks/excerpt.ts';
import { scoreText } from '../../shared/health/score.ts';
import { incidentCare, incidentCauses, incidentTitle } from '../../shared/report/incident-words.ts';
import type { Paint, Style } from '../../shared/report/layout.ts';
import { padEnd, widest } from '../../shared/report/layout.ts';
import { printable } from '../../shared/report/printable.ts';
import type { Entry } from '../../shared/report/report.ts';
import { marks } from '../../shared/report/text.ts';
import { conditionStyles } from './condition-styles.ts';
import { arrange, cut, flow, lengthOf, type Line } from './fit.ts';
import type { View } from './view.ts';

const clock = (at: number): string => new Date(at).toISOString().slice(11, 19);
const barWidth = 22;
/** Of a line, for the name of a check; why it fails is worth more. */
const nameShare = 0.4;
/** In narrower terminals scores have no bars. */
const fullWidth = 80;

/** `12 s` or `3 min`. */
const span = (ms: number): string => (ms < 100_000 ? `${Math.max(0, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`);

/** Which incident comes or is on, also in fewer words. */
const incidentWords = ({ incident, checkingBefore }: View): readonly (readonly [style: Style, text: string])[] => {
  if (checkingBefore !== undefined) return [['yellow', `checking what was there before ${checkingBefore}`], ['yellow', `before ${checkingBefore}`]];
  return incident === undefined ? [['gray', 'no incident is on']] : [['yellow', `incident ${incident} is on`]];
};

/** As much as there is room for; what incident there is before all else. */
const titleLine = (view: View, columns: number): Line => {
  const { report: { environment }, now } = view;
  const title = `Hokusai Health  ${environment}`;
  const lines = incidentWords(view).flatMap((what): readonly Line[] => {
    const gap = ' '.repeat(Math.max(2, columns - title.length - what[1].length - 12));
    return [
      [['bold', title], ['none', '  '], what, ['none', gap], ['gray', clock(now)]],
      [['bold', title], ['none', '  '], what],
      [['bold', environment], ['none', '  '], what],
      [what],
    ];
  });
  return lines.find((line) => lengthOf(line) <= columns) ?? lines.at(-1) ?? [];
};

const serviceLines = ({ services }: View, columns: number): readonly Line[] => {
  const lines = services.map(({ service, state, since, confirming }): Line => {
    const remark = `${state === 'operational' || state === 'not-deployed' ? '' : ` since ${clock(since)}`}${confirming ? ', confirming' : ''}`;
    const dot = confirming && state === 'operational' ? 'yellow' : conditionStyles[state];
    return [[dot, '●'], ['none', ' '], ['bold', service], ['none', ` ${state}`], ['gray', remark]];
  });
  return flow(lines, '   ', columns);
};

/** The platform's own incident: what it is, why, and who takes care of it. */
const openLines = ({ open }: View, columns: number): readonly Line[] => (open === undefined ? [] : [
  ...flow([[[open.severity === 'critical' ? 'red' : 'yellow', `Incident ${incidentTitle(open)}`]], [['gray', printable(incidentCare(open))]]], '   ', columns),
  ...incidentCauses(open).map((cause): Line => [['bold', `Cause: ${printable(cause)}`]]),
]);

const categoryLines = ({ report, runs, checking, now }: View, columns: number): readonly Line[] => {
  const names = widest(report.categories.map(({ category }) => category));
  const scores = widest(report.categories.map(({ score }) => scoreText(score)));
  return report.categories.map(({ category, score }) => {
    const run = runs.find((each) => each.category === category);
    const filled = Math.round((barWidth * (score.percent ?? 0)) / 100);
    const style: Style = score.percent === null ? 'magenta' : score.passed < score.applicable ? 'red' : 'green';
    const bar: Line = columns < fullWidth ? [] : [[style, '━'.repeat(filled)], ['gray', '━'.repeat(barWidth - filled)], ['none', '  ']];
    const next = run === undefined ? 0 : run.everyMs - (now % run.everyMs);
    const ran = run === undefined ? '' : `${span(now - run.lastRun)} ago, again in ${span(next)}`;
    const when = checking.includes(category) ? 'checking…' : ran;
    return [['none', `${padEnd(category, names)}  `], [style, scoreText(score).padStart(scores)], ['none', '  '], ...bar, ['gray', when]];
  });
};

/** What fails is shown before what it blocks. */
const order = ['fail', 'unknown', 'blocked'];

const troubled = ({ report }: View): readonly Entry[] =>
  report.categories.flatMap(({ entries }) => entries.filter(({ result }) => order.includes(result.verdict)))
    .toSorted((a, b) => order.indexOf(a.result.verdict) - order.indexOf(b.result.verdict));

/** The last of more than one row says how many there was no room for. */
const troubleLines = (entries: readonly Entry[], columns: number, rows: number): readonly Line[] => {
  const more = entries.length > rows && rows > 1;
  const seen = entries.slice(0, more ? rows - 1 : rows);
  const names = Math.min(Math.floor(nameShare * columns), widest(seen.map(({ check }) => printable(check.name))));
  const lines = seen.flatMap(({ check, result }): readonly Line[] => {
    if (result.verdict === 'pass' || result.verdict === 'skipped') return [];
    const { sign, style } = marks[result.verdict];
    return [[[style, sign], ['none', ` ${padEnd(shorten(printable(check.name), names), names)}  `], ['gray', printable(result.detail)]]];
  });
  return more ? [...lines, [['gray', `  and ${entries.length - seen.length} more`]]] : lines;
};

/** Newest first. */
const newsLines = ({ messages }: View, rows: number): readonly Line[] => (messages.length === 0
  ? [[['gray', 'No message so far.']]]
  : messages.slice(0, rows).map(({ at, audience, subject }) =>
    [['gray', `${clock(at)}  ${padEnd(audience, widest(messages.map((each) => each.audience)))}`], ['none', `  ${printable(subject ?? '')}`]]));

export interface Help {
  readonly pageUrl: string;
  readonly incidents: readonly string[];
}

const keyLines = ({ pageUrl, incidents }: Help, columns: number): readonly Line[] => {
  const digits = incidents.map((id, n): Line => [['gray', `[${n + 1}] ${id}`]]);
  return [[['gray', `page ${pageUrl}`]], ...flow(digits, '  ', columns), [['gray', '[h] heal   [r] run now   [q] quit']]];
};

export interface Size { readonly columns: number; readonly rows: number }

/** One frame of the screen: services, scores, what is wrong, what was told, and the keys, as far as there is room. Pure. */
export const frame = (view: View, help: Help, colour: Paint, { columns, rows }: Size): string => {
  const wrong = troubled(view);
  const lines = arrange({
    title: titleLine(view, columns),
    services: [...openLines(view, columns), ...serviceLines(view, columns)],
    scores: categoryLines(view, columns),
    trouble: (room) => troubleLines(wrong, columns, room),
    news: (room) => newsLines(view, room),
    keys: keyLines(help, columns),
    // The cursor stands below.
  }, Math.max(1, rows - 1));
  return lines.map((line) => cut(line, columns).map(([style, text]) => colour(style, text)).join('')).join('\n');
};
