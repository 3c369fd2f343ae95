import { shorten } from '../../checks/excerpt.ts';
import { redact } from '../../checks/redact.ts';
import { printable } from '../printable.ts';

/** More is not looked at, however long a target made it. */
const readAtMost = 20_000;

/** A text from elsewhere as part of a message: in one line, without control characters or what looks like a secret, at most `max` characters. */
export const oneLine = (text: string, max: number): string =>
  shorten(printable(redact(text.slice(0, readAtMost))).replaceAll(/\s+/g, ' ').trim(), max);
