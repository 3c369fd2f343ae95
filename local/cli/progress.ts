import { shorten } from '../../shared/checks/excerpt.ts';
import type { About, Entry } from '../../shared/report/report.ts';
import { printable } from '../../shared/report/printable.ts';
import { marks } from '../../shared/report/text.ts';
import { tookText } from '../../shared/report/why.ts';
import { colourFor } from '../colour.ts';

export interface Progress {
  readonly tell: (entry: Entry) => void;
  /** Takes the live display away again. */
  readonly end: () => void;
}

const barWidth = 24;
const colour = colourFor(process.stderr);

const signed = ({ check, result }: Entry): string => {
  const { sign, style } = marks[result.verdict];
  return `${colour(style, sign)} ${printable(check.name)}`;
};

/** On a terminal one line that lives: how many are done, what went wrong so far, and whom everybody is waiting for. */
const live = async (checks: readonly About[]): Promise<Progress> => {
  const { createLogUpdate } = await import('log-update');
  const log = createLogUpdate(process.stderr);
  const waiting = new Map(checks.map((check) => [check.id, check]));
  const bad: string[] = [];
  const draw = () => {
    const done = checks.length - waiting.size;
    const filled = Math.round((barWidth * done) / Math.max(1, checks.length));
    const names = [...waiting.values()].slice(0, 3).map(({ name }) => printable(name));
    const more = waiting.size > names.length ? ` and ${waiting.size - names.length} more` : '';
    log([
      ...bad.slice(-8),
      `${colour('green', '━'.repeat(filled))}${colour('gray', '━'.repeat(barWidth - filled))} ${done}/${checks.length}`,
      ...(names.length === 0 ? [] : [colour('gray', shorten(`waiting for ${names.join(', ')}${more}`, process.stderr.columns))]),
    ].join('\n'));
  };
  draw();
  return {
    tell: (entry) => {
      waiting.delete(entry.check.id);
      if (entry.result.verdict !== 'pass' && entry.result.verdict !== 'skipped') bad.push(signed(entry));
      draw();
    },
    end: () => {
      log.clear();
      log.done();
    },
  };
};

/** Elsewhere a plain line a check. */
const plain: Progress = {
  tell: (entry) => {
    const { check, result } = entry;
    const why = result.verdict === 'pass' || result.verdict === 'skipped' ? '' : result.reason;
    process.stderr.write(`${[result.verdict, check.id, tookText(entry), why].filter((part) => part !== '').join(' ')}\n`);
  },
  end: () => {},
};

/** Live progress on standard error, so that standard output holds the report alone. */
export const progressOf = async (checks: readonly About[]): Promise<Progress> => (process.stderr.isTTY ? live(checks) : plain);
