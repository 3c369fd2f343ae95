const quotedLength = 80;

/** Nested too deeply, JSON can be read but not written: `JSON.stringify` runs out of stack. */
const jsonOf = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    return Array.isArray(value) ? '[[[…' : '{{{…';
  }
};

/** A value as an outcome shows it: JSON, shortened; the caller redacts. */
export const show = (value: unknown): string => {
  const text = jsonOf(value);
  return text.length <= quotedLength ? text : `${text.slice(0, quotedLength - 1)}…`;
};

/** `a`, `a or b`, `a, b or c`. */
export const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
