import { isDeepStrictEqual } from 'node:util';
import type { HardScore } from '../health/score-drop.ts';
import type { Score } from '../health/score.ts';
import { own } from '../platform/own.ts';
import type { Evaluation } from './evaluation.ts';
import type { Told } from './members.ts';
import type { Note } from './note.ts';
import { enqueue } from './queue.ts';

/** What every note of one commit carries. Times are epoch milliseconds: `at` of the run, `now` of the clock. */
export interface Letterhead {
  readonly environment: string;
  readonly at: number;
  readonly now: number;
  readonly score: Score;
  readonly scoreBefore?: HardScore;
  /** What else is to be known of some news. */
  readonly remark?: (news: Told['news']) => string | undefined;
}

/** Puts what is to be told into the queues. Who is told the same is told it under the same number. */
export const address = (evaluation: Evaluation, told: readonly Told[], { environment, at, now, score, scoreBefore, remark = () => undefined }: Letterhead): Evaluation => {
  const distinct = told.map(({ news }) => news).filter((news, index, all) => all.findIndex((other) => isDeepStrictEqual(other, news)) === index);
  const notes = distinct.map((news, index): Note => {
    const said = remark(news);
    return {
      ...news, id: `${environment}#${evaluation.notes + index + 1}`, at, score,
      ...(scoreBefore !== undefined && { scoreBefore }), ...(said !== undefined && { remark: said }),
    };
  });
  const queues = { ...evaluation.queues };
  for (const { audience, news } of told) {
    const note = notes[distinct.findIndex((other) => isDeepStrictEqual(other, news))];
    if (note !== undefined) queues[audience] = enqueue(own(queues, audience), note, now);
  }
  return { ...evaluation, notes: evaluation.notes + notes.length, queues };
};
