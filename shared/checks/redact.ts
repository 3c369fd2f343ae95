import { written } from './written.ts';

const marker = '[redacted]';
/** Shorter values would blot out ordinary words. */
const shortestSecret = 4;

/** A value that stands after a name which says that it is secret; `then` leads from the name to the value, its group. */
const named = (then: string): RegExp =>
  new RegExp(`(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)[\\w-]{0,20}${then}`, 'dgi');

/** What looks like a key whoever it belongs to. Where a pattern has a group, only the group is the secret. */
const patterns: readonly RegExp[] = [
  /\bhk_(?:live|test)_[\w-]+/dg,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/dg,
  /\beyJ[\w-]{8,}(?:\.[\w-]+)*/dg,
  /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|xox[abp]-[\w-]{10,})/dg,
  /[?&]key=([^\s&"'<>#]{8,})/dgi,
  /\bBearer\s+(?!(?:tokens?|auth|authentication|authorization|credentials|scheme|realm|error)\b)([^\s"'<>,;]+)/dgi,
  /\bBasic\s+([\w+/=-]{8,})/dgi,
  /-----BEGIN [A-Z ]+-----(?:[^-]|-(?!----END))*(?:-----END [A-Z ]+-----)?/dg,
  /[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@"'<>]{0,100}:([^\s"'<>]{1,256})@/dgi,
  /\b(?:x-api-key|authorization|cookie|set-cookie)\s*:\s*([^\r\n]+)/dgi,
  named('\\\\?["\']?\\s*=\\s*\\\\?["\']?([^\\s&,;"\'<>\\\\]+)'),
  named('"\\s*:\\s*"((?:[^"\\\\]|\\\\.)+)'),
  named('\\\\"\\s*:\\s*\\\\"([^"\\\\]+)'),
  named('\'\\s*:\\s*\'([^\']+)'),
  named('["\']\\s*:\\s*(?!null|true|false)([^\\s"\',{}\\[\\]\\\\]+)'),
  /(?:password|passwd|pwd)\s*:\s*([^\s&,;"'<>]+)/dgi,
];

/** Pieces of base64 that hold the text's bytes wherever they start in what was encoded (such as after `user:`). */
const cores = (text: string): readonly string[] => {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((before) => {
    const whole = bytes.subarray((3 - before) % 3);
    return whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
  }).filter((core) => core.length >= 8);
};

/** As URLs, forms and JSON write the two characters of base64 that mean something to them. */
const safe = (core: string): string => core.replaceAll(/[+/]/g, (character) =>
  (character === '+' ? '(?:[+-]|%(?:25)*2[bB]|\\\\{1,8}u002[bB])' : '(?:\\\\{0,8}[/_]|%(?:25)*2[fF]|\\\\{1,8}u002[fF])'));

interface Forms { readonly plain: readonly RegExp[]; readonly base64: RegExp | undefined }

/**
 * RFC 7617: of `user:password` the password alone is as secret, and both are sent in base64, which somebody may encode once more. White
 * space around them is not looked for: a header is sent without it.
 */
const formsOf = (secret: string): Forms => {
  const password = secret.slice(secret.indexOf(':') + 1);
  const parts = [...new Set([secret.trim(), password.trim()])].filter((part) => part.length >= shortestSecret);
  const encoded = parts.flatMap((part) => [...cores(part), ...cores(Buffer.from(part).toString('base64'))]);
  return {
    plain: parts.flatMap(written),
    base64: encoded.length === 0 ? undefined : new RegExp(encoded.map(safe).join('|'), 'g'),
  };
};

/** Making the patterns takes longer than searching with them, and a process knows few secrets. */
const known = new Map<string, Forms>();
const mostKnown = 256;

const formsKnown = (secret: string): Forms => {
  const forms = known.get(secret) ?? formsOf(secret);
  if (known.size >= mostKnown) known.clear();
  known.set(secret, forms);
  return forms;
};

type Span = readonly [start: number, end: number];

/** Also those that overlap: of two of them, what one leaves would be a part of the other. */
const occurrences = (text: string, form: RegExp): readonly Span[] => {
  const spans: Span[] = [];
  form.lastIndex = 0;
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    spans.push([match.index, form.lastIndex]);
    form.lastIndex = match.index + 1;
  }
  return spans;
};

/** With the characters beside it that hold the rest of the secret's first and last byte. */
const widened = (text: string) => ([start, end]: Span): Span => {
  const before = /[\w+/-]{0,4}$/.exec(text.slice(Math.max(0, start - 4), start))?.[0] ?? '';
  const after = /^[\w+/-]{0,4}=*/.exec(text.slice(end, end + 8))?.[0] ?? '';
  return [start - before.length, end + after.length];
};

const secretSpans = (text: string, secret: string): readonly Span[] => {
  const { plain, base64 } = formsKnown(secret);
  return [
    ...plain.flatMap((form) => occurrences(text, form)),
    ...(base64 === undefined ? [] : occurrences(text, base64).map(widened(text))),
  ];
};

/**
 * The text with every known secret replaced by `[redacted]`: in either case, escaped for a URL, a form, JSON or HTML (also more than
 * once), in base64, of `user:password` also the password alone; and everything that looks like a key whoever it belongs to. Secrets of
 * fewer than 4 characters are not looked for.
 */
export const redact = (text: string, secrets: readonly string[] = []): string => {
  const spans: Span[] = secrets.filter((secret) => secret.length >= shortestSecret).flatMap((secret) => secretSpans(text, secret));
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const span = match.indices?.[1] ?? match.indices?.[0];
      if (span !== undefined) spans.push(span);
    }
  }
  if (spans.length === 0) return text;
  let redacted = '';
  let done = 0;
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    if (start > done || redacted === '') redacted += text.slice(done, start) + marker;
    done = Math.max(done, end);
  }
  return redacted + text.slice(done);
};
