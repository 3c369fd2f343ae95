/** A piece of a text that is a secret written out. */
export interface LiteralSecret {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

/** RFC 7468: a label, lines of base64, the label again. In a quoted text the lines may be parted by an escape. */
const privateKey = new RegExp([
  '-----BEGIN [A-Z ]*PRIVATE KEY-----', '(?:(?:\\s|\\\\n)+[\\w+/=]{16,})*', '(?:(?:\\s|\\\\n)+[\\w+/=]+(?=\\s*-----END))?',
  '(?:\\s*-----END [A-Z ]+-----)?',
].join(''), 'dg');

/** What looks like a secret whoever it belongs to. Where a pattern has a group, only the group is the secret. */
const patterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a platform key', /hk_(?:live|test)_[\w-]+/dg],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/dg],
  ['a private key', privateKey],
  ['a token', /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/dg],
  ['a bearer token', /\bBearer\s+((?=[^\s"']*[0-9])[\w.~+/=-]{8,})/dgi],
  ['a login', /\bBasic\s+((?=[^\s"']*[0-9=])[\w+/=-]{8,})/dg],
  ['a password in a URL', /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@"'<>]{0,100}:([^\s/"'<>]+)@/dgi],
  ['a key in a query string', /[?&](?:api[-_]?key|token|access[-_]?token|password|secret)=([^\s&"'<>#]{8,})/dgi],
];

/** Secrets written out in a text, by their form alone, in order of their place. */
export const literalSecrets = (text: string): readonly LiteralSecret[] => patterns
  .flatMap(([what, pattern]) => Array.from(text.matchAll(pattern), ({ indices }) => ({ what, indices: indices?.[1] ?? indices?.[0] })))
  .flatMap(({ what, indices }) => (indices === undefined ? [] : [{ what, start: indices[0], end: indices[1] }]))
  .sort((a, b) => a.start - b.start)
  .filter(({ start }, index, all) => !all.slice(0, index).some((earlier) => start < earlier.end));

/** Keys whose value is a secret, or ought to be a reference to one. */
const secretKey = new RegExp(`^(?:x-)?(?:${[
  'api[-_]?key', '(?:auth|access|refresh|bearer)?[-_]?token', 'password', 'passwd', 'pwd', 'client[-_]?secret',
  'secret[-_]?access[-_]?key', 'private[-_]?key', 'authorization', 'cookie',
].join('|')})$`, 'i');
const referenceKeys = new Set<PropertyKey>(['env', 'secret', 'field', 'parameter']);

/** Whether a value at this path is not to be shown, whatever it looks like. */
export const isSecretPlace = (path: readonly PropertyKey[]): boolean => {
  const key = path.at(-1);
  return path[0] === 'credentials' && path.length > 1
    ? !(path.length === 3 && key !== undefined && referenceKeys.has(key))
    : typeof key === 'string' && secretKey.test(key);
};

/** Long, without spaces, letters and digits: no word that people write. */
export const looksRandom = (value: string): boolean => /^(?=.*[A-Za-z])(?=.*[0-9])[^\s<>{}]{16,}$/.test(value);

export const mask = '•';

/** The text with every literal secret masked, as long as before. */
export const maskSecrets = (text: string): string => literalSecrets(text).reduce(
  (masked, { start, end }) => masked.slice(0, start) + masked.slice(start, end).replace(/[^\r\n]/g, mask) + masked.slice(end), text);
