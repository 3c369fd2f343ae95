const hex = (number: number): string => number.toString(16);
const percent = (bytes: Iterable<number>): string => Array.from(bytes, (byte) => `%(?:25)*${hex(byte).padStart(2, '0')}`).join('');

/** The letters that stand for control characters after a backslash (RFC 8259, 7). */
const letters: Readonly<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };

/** What may stand for a character behind a backslash in JSON, JavaScript and Python: `u0061`, `ud83d\ude00`, `u{61}`, `U00000061`, `x61`, `n`. */
const afterBackslash = (character: string): readonly string[] => [
  `[ux]\\{?0*${hex(character.codePointAt(0) ?? 0)}\\}?`,
  ...(character.length === 2 ? [character.split('').map((half) => `u${hex(half.charCodeAt(0))}`).join('\\\\*')] : []),
  ...[letters[character] ?? []].flat(),
];

/** How a character is written in a URL, a form or HTML, each perhaps more than once, and how it looks when its bytes are read in another encoding. */
const elsewhere = (character: string): readonly string[] => {
  const code = character.codePointAt(0) ?? 0;
  const bytes = Buffer.from(character);
  return [
    percent(bytes), ...(character === ' ' ? ['\\+'] : []),
    `&(?:amp;)*#(?:0*${code}|x0*${hex(code)});?`, ...(/[a-z0-9]/i.test(character) ? [] : ['&(?:amp;)*[a-z]{2,8};']),
    ...(code < 0x80 ? [] : [RegExp.escape(bytes.toString('latin1')), '\\uFFFD', ...(code < 0x1_00 ? [percent([code])] : [])]),
  ];
};

/** Backslashes are multiplied by each escaping, and URLs make slashes of them. The limit keeps a run of them from being looked at again and again. */
const backslashes = `(?:\\\\(?:${afterBackslash('\\').join('|')})?|/|${elsewhere('\\').join('|')}){1,64}`;

const pattern = (character: string, index: number, all: readonly string[]): string => {
  const before = all[index - 1];
  if (character === '\\') return before === '\\' ? '' : backslashes;
  const escaped = afterBackslash(character);
  // As it is comes last: `%25` begins with `%`, and what is left of it would be left over.
  const plain = [...elsewhere(character), RegExp.escape(character)];
  if (before === undefined) return `(?:${plain.join('|')}|\\\\(?:${escaped.join('|')}))`;
  return `${before === '\\' ? '' : '\\\\*'}(?:${[...escaped, ...plain].join('|')})`;
};

/** So much of the beginning, before a cut, is as good as the whole. */
const shortestPart = 8;
/** The time to compile a pattern grows faster than its length. */
const longestPiece = 128;

/** What ends a text that was cut off: an ellipsis, a quotation mark however it is written, half of a character, or nothing at all. */
const cut = '(?=…|\\uFFFD|\\\\*["\'`]|&(?:amp;)*(?:quot|apos|#0*3[49]|#x0*2[27])\\b|%(?:25)*2[27]|$)';

const piece = (characters: readonly string[]): RegExp => new RegExp(characters.map(pattern).reduceRight((rest, one, index) =>
  (index < shortestPart ? one + rest : `(?:${one}${rest}|${cut})`), ''), 'gi');

/**
 * Patterns that find a text however each of its characters is written: as it is, in either case, or escaped for JSON, HTML, a URL or a
 * form; also its beginning where the text it stands in was cut off, shortened with an ellipsis, or quoted in part. A long text is found in
 * pieces, each of which begins with the end of the one before: however little follows a whole piece is then as long a part of the next.
 */
export const written = (text: string): readonly RegExp[] => {
  const characters = Array.from(text);
  const pieces = Math.ceil(characters.length / longestPiece);
  const size = Math.ceil(characters.length / pieces);
  return Array.from({ length: pieces }, (_, index) => piece(characters.slice(Math.max(0, index * size - shortestPart), (index + 1) * size)));
};
