/** What a shell takes for itself needs no quotes. */
const plain = /^[\w@%+=:,./-]+$/;
/** Nothing is left of these in a line that is to be typed, and what begins with a hyphen would be taken for an option. */
const untypable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]|^-|^$/u;

/** A text as one word of a POSIX shell; undefined where it cannot be typed as one. */
export const shellWord = (text: string): string | undefined => {
  if (untypable.test(text) || !text.isWellFormed()) return undefined;
  return plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
};

/** A command of such words; undefined where one of them cannot be typed. What a template holds besides is typed as it is. */
export const command = (words: TemplateStringsArray, ...values: readonly string[]): string | undefined => {
  const quoted = values.map(shellWord);
  return quoted.includes(undefined) ? undefined : String.raw({ raw: words }, ...quoted);
};
