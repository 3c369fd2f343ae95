import type { Note } from '../../alerts/note.ts';
import { scoreText } from '../../health/score.ts';

const percentOf = ({ passed, applicable }: { readonly passed: number; readonly applicable: number }): number => (100 * passed) / applicable;

/** Percentage points between the score that was told last and this one, from exact counts; undefined where one of both is none. */
export const pointsOf = ({ score, scoreBefore }: Note): number | undefined =>
  (scoreBefore === undefined || scoreBefore.applicable === 0 || score.percent === null ? undefined : percentOf(score) - percentOf(scoreBefore));

const signed = (points: number): string => `${points < 0 ? '-' : '+'}${Math.abs(points).toFixed(1)}`;

/** `3/11 = 27.3 % (-72.7 points)`. */
export const scoreWords = (note: Note): string => {
  const points = pointsOf(note);
  return `${scoreText(note.score)}${points === undefined || points === 0 ? '' : ` (${signed(points)} points)`}`;
};

/** The same with what was told last. */
export const scoreInFull = (note: Note): string => {
  const { scoreBefore } = note;
  const points = pointsOf(note);
  if (scoreBefore === undefined || points === undefined) return scoreText(note.score);
  const before = `${scoreBefore.passed}/${scoreBefore.applicable} = ${percentOf(scoreBefore).toFixed(1)} %`;
  return points === 0 ? `${scoreText(note.score)}, unchanged` : `${scoreText(note.score)}, last told ${before}: ${signed(points)} points`;
};
