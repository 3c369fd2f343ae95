import { shorten } from '../../checks/excerpt.ts';
import { redact } from '../../checks/redact.ts';
import { printable } from '../printable.ts';

/** More is not looked at, however long a target made it: several times of what any message shows. */
const readAtMost = 2_000;

/** The beginning of a long text, without its last word: of a secret that is cut through nothing could be told. */
const beginning = (text: string): string => (text.length <= readAtMost ? text : text.slice(0, readAtMost).replace(/\S{1,400}$/, ''));

/** A text from elsewhere as part of a message: in one line, without control characters or what looks like a secret, at most `max` characters. */
export const oneLine = (text: string, max: number): string =>
  shorten(printable(redact(beginning(text))).replaceAll(/\s+/g, ' ').trim(), max);
