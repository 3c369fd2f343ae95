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
const longestName = 48;

/** `12 s` or `3 min`. */
const span = (ms: number): string => (ms < 100_000 ? `${Math.max(0, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`);

const serviceLine = ({ services }: View, colour: Paint): string =>
  services.map(({ service, state, since, confirming }) => {
    const remark = `${state === 'operational' ? '' : ` since ${clock(since)}`}${confirming ? ', confirming' : ''}`;
    const dot = colour(confirming && state === 'operational' ? 'yellow' : conditionStyles[state], '●');
    return `${dot} ${colour('bold', service)} ${state}${colour('gray', remark)}`;
  }).join('   ');

const categoryLines = ({ report, runs, checking, now }: View, colour: Paint): string[] => {
  const names = widest(report.categories.map(({ category }) => category));
  const scores = widest(report.categories.map(({ score }) => scoreText(score)));
  return report.categories.map(({ category, score }) => {
    const run = runs.find((each) => each.category === category);
    const filled = Math.round((barWidth * (score.percent ?? 0)) / 100);
    const style: Style = score.percent === null ? 'magenta' : score.passed < score.applicable ? 'red' : 'green';
    const bar = colour(style, '━'.repeat(filled)) + colour('gray', '━'.repeat(barWidth - filled));
    const next = run === undefined ? 0 : run.everyMs - (now % run.everyMs);
    const ran = run === undefined ? '' : `${span(now - run.lastRun)} ago, again in ${span(next)}`;
    const when = checking.includes(category) ? 'checking…' : ran;
    return `${padEnd(category, names)}  ${colour(style, scoreText(score).padStart(scores))}  ${bar}  ${colour('gray', when)}`;
  });
};

const troubled = ({ report }: View): readonly Entry[] =>
  report.categories.flatMap(({ entries }) => entries.filter(({ result }) => result.verdict !== 'pass' && result.verdict !== 'skipped'));

const troubleLines = (view: View, colour: Paint, columns: number, rows: number): string[] => {
  const entries = troubled(view);
  const names = Math.min(longestName, widest(entries.map(({ check }) => printable(check.name))));
  const lines = entries.slice(0, rows).flatMap(({ check, result }) => {
    if (result.verdict === 'pass' || result.verdict === 'skipped') return [];
    const { sign, style } = marks[result.verdict];
    const name = padEnd(shorten(printable(check.name), names), names);
    return [`${colour(style, sign)} ${name}  ${colour('gray', shorten(printable(result.detail), Math.max(20, columns - names - 4)))}`];
  });
  return entries.length > rows ? [...lines, colour('gray', `  and ${entries.length - rows} more`)] : lines;
};

export interface Help {
  readonly pageUrl: string;
  readonly incidents: readonly string[];
}

/** One frame of the screen: services, scores, what is wrong, what was told, and the keys. Pure. */
export const frame = (view: View, help: Help, colour: Paint, { columns, rows }: { readonly columns: number; readonly rows: number }): string => {
  const { report, incident, messages } = view;
  const title = `Hokusai Health  ${report.environment}`;
  const what = incident === undefined ? 'no incident is on' : `incident ${incident} is on`;
  const gap = ' '.repeat(Math.max(2, columns - title.length - what.length - 12));
  const top = [
    `${colour('bold', title)}  ${colour(incident === undefined ? 'gray' : 'yellow', what)}${gap}${colour('gray', clock(view.now))}`,
    '', serviceLine(view, colour), '', ...categoryLines(view, colour),
  ];
  const told = messages.length === 0
    ? [colour('gray', 'No message so far.')]
    : messages.map(({ at, subject }) => `${colour('gray', clock(at))}  ${printable(subject ?? '')}`);
  const keys = [`page ${help.pageUrl}`, help.incidents.map((id, n) => `[${n + 1}] ${id}`).join('  '), '[h] heal   [r] run now   [q] quit'];
  const room = Math.max(3, rows - top.length - told.length - keys.length - 6);
  const trouble = troubleLines(view, colour, columns, room);
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
