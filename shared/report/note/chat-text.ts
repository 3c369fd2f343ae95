import { oneLine } from './one-line.ts';

/** Likenesses of what is markup in one of the clients: Slack knows no escapes, so that nothing else is the same in all of them. */
const likenesses: Readonly<Record<string, string>> = { '*': '∗', '`': 'ˋ', '~': '∼', '\\': '⧵', '|': '∣' };
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const joiner = '\u2060';

/** What markup there is only at the ends of words, or before what is no word. */
const broken = (text: string): string => text
  .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
  .replaceAll(/\](?=[([:])/g, `]${joiner}`)
  .replaceAll('@', `@${joiner}`)
  .replaceAll('://', `:${joiner}//`)
  .replace(/^(?:[#>\-+!=]|\d+(?=[.)]))/, (first) => joiner + first);

/**
 * A text from elsewhere as itself in the markdown of Slack and of Teams: nothing in it is markup, a link or a mention. At most `max` characters
 * before that.
 */
export const chatText = (text: string, max: number): string =>
  broken(oneLine(text, max).replaceAll(/[*`~\\|]/g, (character) => likenesses[character] ?? character))
    .replaceAll(/[&<>]/g, (character) => entities[character] ?? character);
