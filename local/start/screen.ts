import { createLogUpdate } from 'log-update';
import { shorten } from '../../shared/checks/excerpt.ts';
import type { Paint, Style } from '../../shared/report/layout.ts';
import { padEnd, widest } from '../../shared/report/layout.ts';
import { printable } from '../../shared/report/printable.ts';
import type { Entry } from '../../shared/report/report.ts';
import { marks } from '../../shared/report/text.ts';
import { scoreText } from '../../shared/health/score.ts';
import type { ServiceCondition } from '../../shared/health/service-state.ts';
import type { View } from './view.ts';

export const conditionStyles: Readonly<Record<ServiceCondition, Style>> = {
  operational: 'green', degraded: 'yellow', down: 'red', unknown: 'magenta',
};

const clock = (at: number): string => new Date(at).toISOString().slice(11, 19);
const barWidth = 22;
/** Of a line, for the name of a check; why it fails is worth more. */
const nameShare = 0.4;
const fewestColumns = 40;
/** In narrower terminals scores have no bars. */
const fullWidth = 80;

/** `12 s` or `3 min`. */
const span = (ms: number): string => (ms < 100_000 ? `${Math.max(0, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`);

const serviceLines = ({ services }: View, colour: Paint, columns: number): readonly string[] => {
  const parts = services.map(({ service, state, since, confirming }) => {
    const remark = `${state === 'operational' ? '' : ` since ${clock(since)}`}${confirming ? ', confirming' : ''}`;
    const dot = colour(confirming && state === 'operational' ? 'yellow' : conditionStyles[state], '●');
    return { text: `${dot} ${colour('bold', service)} ${state}${colour('gray', remark)}`, length: service.length + state.length + remark.length + 3 };
  });
  const fit = parts.reduce((sum, { length }) => sum + length + 3, -3) <= columns;
  const texts = parts.map(({ text }) => text);
  return fit ? [texts.join('   ')] : texts;
};

const categoryLines = ({ report, runs, checking, now }: View, colour: Paint, columns: number): string[] => {
  const names = widest(report.categories.map(({ category }) => category));
  const scores = widest(report.categories.map(({ score }) => scoreText(score)));
  return report.categories.map(({ category, score }) => {
    const run = runs.find((each) => each.category === category);
    const filled = Math.round((barWidth * (score.percent ?? 0)) / 100);
    const style: Style = score.percent === null ? 'magenta' : score.passed < score.applicable ? 'red' : 'green';
    const bar = columns < fullWidth ? '' : `${colour(style, '━'.repeat(filled))}${colour('gray', '━'.repeat(barWidth - filled))}  `;
    const next = run === undefined ? 0 : run.everyMs - (now % run.everyMs);
    const ran = run === undefined ? '' : `${span(now - run.lastRun)} ago, again in ${span(next)}`;
    const when = checking.includes(category) ? 'checking…' : ran;
    return `${padEnd(category, names)}  ${colour(style, scoreText(score).padStart(scores))}  ${bar}${colour('gray', when)}`;
  });
};

const troubled = ({ report }: View): readonly Entry[] =>
  report.categories.flatMap(({ entries }) => entries.filter(({ result }) => result.verdict !== 'pass' && result.verdict !== 'skipped'));

const troubleLines = (view: View, colour: Paint, columns: number, rows: number): string[] => {
  const entries = troubled(view);
  const seen = entries.slice(0, rows);
  const names = Math.min(Math.floor(nameShare * columns), widest(seen.map(({ check }) => printable(check.name))));
  const lines = seen.flatMap(({ check, result }) => {
    if (result.verdict === 'pass' || result.verdict === 'skipped') return [];
    const { sign, style } = marks[result.verdict];
    const name = padEnd(shorten(printable(check.name), names), names);
    return [`${colour(style, sign)} ${name}  ${colour('gray', shorten(printable(result.detail), columns - names - 4))}`];
  });
  return entries.length > rows ? [...lines, colour('gray', `  and ${entries.length - rows} more`)] : lines;
};

export interface Help {
  readonly pageUrl: string;
  readonly incidents: readonly string[];
}

interface Size { readonly columns: number; readonly rows: number }

/** One frame of the screen: services, scores, what is wrong, what was told, and the keys. In a low one the oldest news go first. Pure. */
export const frame = (view: View, help: Help, colour: Paint, size: Size): string => {
  const rows = size.rows;
  const columns = Math.max(fewestColumns, size.columns);
  const { report, incident, messages } = view;
  const title = `Hokusai Health  ${report.environment}`;
  const what = incident === undefined ? 'no incident is on' : `incident ${incident} is on`;
  const gap = ' '.repeat(Math.max(2, columns - title.length - what.length - 12));
  const top = [
    `${colour('bold', title)}  ${colour(incident === undefined ? 'gray' : 'yellow', what)}${gap}${colour('gray', clock(view.now))}`,
    '', ...serviceLines(view, colour, columns), '', ...categoryLines(view, colour, columns),
  ];
  const keys = [`page ${help.pageUrl}`, help.incidents.map((id, n) => `[${n + 1}] ${id}`).join('  '), '[h] heal   [r] run now   [q] quit'];
  // Blank lines stand between the parts, and one row stays free for the cursor.
  const room = rows - top.length - keys.length - 5;
  const told = messages.length === 0
    ? [colour('gray', 'No message so far.')]
    : messages.slice(0, Math.max(1, Math.floor(room / 2)))
      .map(({ at, subject }) => `${colour('gray', clock(at))}  ${shorten(printable(subject ?? ''), columns - 10)}`);
  const trouble = troubleLines(view, colour, columns, Math.max(0, room - told.length - 1));
  return [...top, ...(trouble.length > 0 ? ['', ...trouble] : []), '', ...told, '', ...keys.map((line) => colour('gray', line))].join('\n');
};

/** The terminal as a screen that is drawn anew. */
export const openScreen = (colour: Paint) => {
  const log = createLogUpdate(process.stdout);
  let drawn = '';
  return {
    draw: (view: View, help: Help): void => {
      const { columns, rows } = process.stdout;
      drawn = frame(view, help, colour, { columns, rows });
      log(drawn);
    },
    /** A line that stays, above what is drawn. */
    say: (line: string): void => {
      log.persist(line);
      log(drawn);
    },
    close: (): void => log.done(),
  };
};

export type Screen = ReturnType<typeof openScreen>;
