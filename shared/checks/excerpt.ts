import { redact } from './redact.ts';

const longest = 200;
/** Enough to fill an excerpt after markup has gone; the rest of a large page is not looked at. */
const readBytes = 16_384;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", nbsp: ' ' };

const textOfHtml = (html: string): string => {
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.trim() ?? '';
  const text = html
    .replace(/<(script|style|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)|<[^>]*(?:>|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const both = text.startsWith(title) ? text : `${title}: ${text}`;
  return (text === '' ? title : both).replace(/&(#?\w+);/g, (whole, name: string) => entities[name.toLowerCase()] ?? whole);
};

const isHtml = (text: string, contentType: string): boolean => /html/i.test(contentType) || /^\s*<(?:!doctype html|html)\b/i.test(text);

/** At most `max` characters; a cut one ends in an ellipsis and never in half a surrogate pair. */
export const shorten = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};

/**
 * The beginning of what a target said, for people: markup reduced to its title and text, white space and control characters to single
 * spaces, secrets redacted, at most 200 characters. Bytes that are not text are only counted.
 */
export const excerpt = (body: Buffer | string, contentType = '', secrets: readonly string[] = []): string => {
  const text = typeof body === 'string' ? body.slice(0, readBytes) : body.toString('utf8', 0, readBytes);
  if (text.includes('\0')) return `(${body.length} bytes that are not text)`;
  const known = redact(text, secrets);
  const plain = isHtml(known, contentType) ? textOfHtml(known) : known;
  return shorten(redact(plain.replace(/[\s\p{Cc}\p{Cf}\uFFFD]+/gu, ' ').trim(), secrets), longest);
};
