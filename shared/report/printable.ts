/**
 * What a target said, safe to print: control characters, which could move a terminal's cursor or break a document, and
 * bidirectional overrides become `·`; line ends and tabs become spaces.
 */
export const printable = (text: string): string => text
  .toWellFormed()
  .replaceAll(/[\t\n\r]+/g, ' ')
  .replaceAll(/[\p{Cc}\u2028-\u202E\u2066-\u2069\uFEFF]/gu, '·');
