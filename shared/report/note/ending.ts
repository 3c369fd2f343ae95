import { printable } from '../printable.ts';

/** A text of which, where it is too long, the end is kept: that of an id or a key holds its number. */
export const ending = (text: string, max: number): string => {
  const line = printable(text);
  return line.length <= max ? line : `...${line.slice(3 - max)}`;
};
