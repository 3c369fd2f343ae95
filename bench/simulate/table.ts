import type { Figures, KindFigures, Times } from './figures.ts';

const heads = ['', 'false', '', 'missed', 'told', 'to detect, s', 'to resolve, s', 'each', ''];
const subheads = ['', 'critical', 'warning', '', 'messages', 'median / p95', 'median / p95', 'messages', 'of them reminders'];
const widths = [34, 9, 8, 9, 9, 16, 16, 9, 18];

const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => (index === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[index] ?? 0))).join('').trimEnd();

const both = (times: Times | undefined): string => (times === undefined ? '-' : `${times.median.toFixed(0)} / ${times.p95.toFixed(0)}`);

const kindRow = ({ kind, count, missed, detect, resolve, messages, reminders }: KindFigures): string =>
  row([`  ${count} x ${kind}`, '', '', missed, '', both(detect), both(resolve), detect === undefined ? '-' : messages.toFixed(1), detect === undefined ? '-' : reminders.toFixed(1)]);

/** A line for each scenario, and below it one for each kind of trouble that it has. */
export const table = (all: readonly Figures[]): string => [
  row(heads), row(subheads),
  ...all.flatMap(({ scenario, falseCritical, falseWarning, missed, messages, kinds }) =>
    [row([scenario, falseCritical, falseWarning, missed, messages]), ...kinds.map(kindRow)]),
].join('\n');
