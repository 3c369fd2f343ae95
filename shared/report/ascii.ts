/** What Unicode's own decomposition leaves outside ASCII. */
const spelled: Readonly<Record<string, string>> = {
  '\u2192': '->', '\u2013': '-', '\u2014': '-', '\u2018': "'", '\u2019': "'", '\u201c': '"', '\u201d': '"', '\u2026': '...', 'ß': 'ss',
};

/** A text in one line of visible ASCII, as headers of e-mails take it: letters lose their accents, what has no likeness becomes `?`. */
export const ascii = (text: string): string => text
  .replace(/[^\0-\x7f]/g, (character) => spelled[character] ?? character)
  .normalize('NFKD')
  .replace(/\p{M}/gu, '')
  .replace(/[^\0-\x7f]/gu, '?')
  .replace(/[\0-\x20\x7f]+/g, ' ')
  .trim();
