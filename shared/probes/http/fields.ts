/** Header fields in the order of arrival, names in lower case. */
export type Fields = readonly (readonly [name: string, value: string])[];

// RFC 9110, 5.5 and 5.6.2: the characters of a name and of a value. No NUL, no bare CR or LF, no other control character.
const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const text = '[\\t\\x20-\\x7e\\x80-\\xff]*';
const line = new RegExp(`(${token}):(${text}(?:\\r\\n[\\t ]${text})*)\\r\\n`, 'y');

const isSpace = (code: number) => code === 0x20 || code === 0x09;

/** Without the white space around it. By hand: a pattern would be quadratic on long runs of spaces, and `trim` takes too much. */
const trimmed = (value: string): string => {
  let from = 0;
  let to = value.length;
  while (from < to && isSpace(value.charCodeAt(from))) from += 1;
  while (to > from && isSpace(value.charCodeAt(to - 1))) to -= 1;
  return value.slice(from, to);
};

/** RFC 9112, 5.2: a folded value is one line, with a space for each fold. */
const unfolded = (value: string): string =>
  value.includes('\r') ? value.split('\r\n').map(trimmed).join(' ').trim() : trimmed(value);

/**
 * Reads field lines, each ended by CRLF, from `from` to the end of the text; undefined when there is anything else, such as a space
 * before the colon, a name without a colon or a line ended by LF alone.
 */
export const parseFields = (lines: string, from: number): Fields | undefined => {
  const fields: (readonly [string, string])[] = [];
  for (line.lastIndex = from; line.lastIndex < lines.length;) {
    const match = line.exec(lines);
    if (match === null) return undefined;
    const [, name = '', value = ''] = match;
    fields.push([name.toLowerCase(), unfolded(value)]);
  }
  return fields;
};
