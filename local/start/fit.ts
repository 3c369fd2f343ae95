import { shorten } from '../../shared/checks/excerpt.ts';
import type { Style } from '../../shared/report/layout.ts';

/** A line in pieces, which are painted after it has been cut: colours take no room. */
export type Line = readonly (readonly [style: Style, text: string])[];

/** The line in at most `columns`; a cut one ends in an ellipsis. */
export const cut = (line: Line, columns: number): Line => {
  const pieces: (readonly [Style, string])[] = [];
  let room = columns;
  for (const [at, [style, text]] of line.entries()) {
    const rest = line.slice(at).map(([, each]) => each).join('');
    if (rest.length > room && text.length >= room) return [...pieces, [style, shorten(rest, room)]];
    pieces.push([style, text]);
    room -= text.length;
  }
  return pieces;
};

export const lengthOf = (line: Line): number => line.reduce((sum, [, text]) => sum + text.length, 0);

/** As many beside each other as fit into a line. */
export const flow = (items: readonly Line[], gap: string, columns: number): readonly Line[] => {
  const rows: Line[] = [];
  for (const item of items) {
    const beside: Line = [...rows.at(-1) ?? [], ['none', gap], ...item];
    if (rows.length > 0 && lengthOf(beside) <= columns) rows.splice(-1, 1, beside);
    else rows.push(item);
  }
  return rows;
};

/** What can be left out where there are few rows. */
interface Plan { readonly blanks: boolean; readonly keys: boolean; readonly news: boolean }

/** The first one that has room for a line of each of its parts is taken. */
const plans: readonly Plan[] = [
  { blanks: true, keys: true, news: true },
  { blanks: false, keys: true, news: true },
  { blanks: false, keys: false, news: true },
  { blanks: false, keys: false, news: false },
];

type Part = readonly Line[];

export interface Parts {
  readonly title: Line;
  readonly services: Part;
  readonly scores: Part;
  /** At most `rows` lines of what is wrong. */
  readonly trouble: (rows: number) => Part;
  /** At most `rows` lines of what was told. */
  readonly news: (rows: number) => Part;
  readonly keys: Part;
}

/** The parts below each other in at most `rows` lines. Services and scores stay longest. */
export const arrange = ({ title, services, scores, trouble, news, keys }: Parts, rows: number): Part => {
  const top = [[title], services, scores].filter((part) => part.length > 0);
  const wrong = trouble(1).length;
  for (const plan of plans) {
    const gaps = plan.blanks ? top.length + wrong + 1 : 0;
    const room = rows - top.flat().length - (plan.keys ? keys.length : 0) - gaps;
    if (room < wrong + Number(plan.news)) continue;
    const told = plan.news ? news(wrong === 0 ? room : Math.max(1, Math.floor(room / 2))) : [];
    const parts = [...top, trouble(room - told.length), told, plan.keys ? keys : []].filter((part) => part.length > 0);
    return plan.blanks ? parts.flatMap((part, n) => (n === 0 ? part : [[], ...part])) : parts.flat();
  }
  const bare = [...services, ...scores];
  return [...(bare.length < rows ? [title] : []), ...bare].slice(0, rows);
};
