import { ascii } from '../ascii.ts';
import { ending } from './ending.ts';
import { fewWords } from './few-words.ts';
import type { Letter } from './letter.ts';

/** SNS takes fewer than 100 characters. */
const longest = 99;
/** An id that is longer keeps its end, which holds its number. */
const longestId = 50;

/** The news, the counts of the score, and the note's id, which is never cut off: `auth DOWN, mlflow degraded: 3/11 [production#7]`. `before` comes first. */
export const subjectOf = ({ note }: Letter, before = ''): string => {
  const { passed, applicable } = note.score;
  const isOfScore = applicable > 0 && ('incident' in note || note.kind === 'score-dropped');
  const tail = `${isOfScore ? `: ${passed}/${applicable}` : ''} [${ending(ascii(note.id), longestId)}]`;
  const room = longest - before.length - tail.length;
  const head = ascii(fewWords(note, room));
  return `${before}${head.length <= room ? head : `${head.slice(0, room - 3)}...`}${tail}`;
};
