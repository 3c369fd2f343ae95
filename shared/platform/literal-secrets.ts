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

type Patterns = readonly (readonly [what: string, pattern: RegExp])[];

/** What looks like a secret whoever it belongs to. Where a pattern has a group, only the group is the secret. */
const byForm: Patterns = [
  ['a platform key', /hk_(?:live|test)_[\w-]+/dg],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/dg],
  ['a private key', privateKey],
  ['a token', /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/dg],
  ['a token', /\bgh[pousr]_[A-Za-z0-9]{16,}/dg],
  ['a token', /\bxox[abp]-[\w-]{10,}/dg],
  ['a password in a URL', /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@"'<>]{0,100}:([^\s/"'<>]+)@/dgi],
];

/** What stands after words that a secret follows. */
const byName: Patterns = [
  ['a bearer token', /\bBearer\s+((?=[^\s"']*[0-9])[\w.~+/=-]{8,})/dgi],
  ['a login', /\bBasic\s+((?=[^\s"']*[0-9=])[\w+/=-]{8,})/dg],
  ['a key in a query string', /[?&](?:key|api[-_]?key|token|access[-_]?token|password|secret)=([^\s&"'<>#]{8,})/dgi],
];

/** Whether a key says of itself that it is to be refused: a check may send one to see that it is. */
export const isBadOnPurpose = (value: string): boolean => /(?<![a-z0-9])(?:invalid|garbage|bad)(?![a-z0-9])/i.test(value);

const foundIn = (text: string, patterns: Patterns): readonly LiteralSecret[] => patterns
  .flatMap(([what, pattern]) => Array.from(text.matchAll(pattern), ({ indices }) => ({ what, indices: indices?.[1] ?? indices?.[0] })))
  .flatMap(({ what, indices }) => (indices === undefined ? [] : [{ what, start: indices[0], end: indices[1] }]));

/** Secrets written out in a text, by their form and the words before them, in order of their place. */
export const literalSecrets = (text: string): readonly LiteralSecret[] => [
  ...foundIn(text, byForm),
  ...foundIn(text, byName).filter(({ start, end }) => !isBadOnPurpose(text.slice(start, end))),
]
  .sort((a, b) => a.start - b.start)
  .filter(({ start }, index, all) => !all.slice(0, index).some((earlier) => start < earlier.end));

/** Keys whose value is a secret, or ought to be a reference to one. */
const secretKey = new RegExp(`^(?:x-)?(?:${[
  'api[-_]?key', '(?:auth|access|refresh|bearer)?[-_]?token', 'password', 'passwd', 'pwd', 'client[-_]?secret',
  'secret[-_]?access[-_]?key', 'private[-_]?key', '(?:proxy-)?authorization', 'cookie',
].join('|')})$`, 'i');
const referenceKeys = new Set<PropertyKey>(['env', 'secret', 'field', 'parameter']);

/** Whether a value at this path is not to be shown, whatever it looks like. */
export const isSecretPlace = (path: readonly PropertyKey[]): boolean => {
  const key = path.at(-1);
  return path[0] === 'credentials' && path.length > 1
    ? !(path.length === 3 && key !== undefined && referenceKeys.has(key))
    : typeof key === 'string' && secretKey.test(key);
};

/** Whether a header that carries a key is described here; of a cookie only one whose value is longer than words such as `en`. */
export const isKeyInHeader = (path: readonly PropertyKey[], value: string): boolean => {
  if (path.at(-2) !== 'headers') return false;
  const name = String(path.at(-1)).toLowerCase();
  return name === 'cookie' ? /=[^;]{8,}/.test(value) : /^(?:(?:proxy-)?authorization|x-api-key)$/.test(name);
};

/** Long, without spaces, letters and digits: no word that people write. */
export const looksRandom = (value: string): boolean => /^(?=.*[A-Za-z])(?=.*[0-9])[^\s<>{}]{16,}$/.test(value);

export const mask = '•';

/** The text with every literal secret masked, as long as before. */
export const maskSecrets = (text: string): string => literalSecrets(text).reduce(
  (masked, { start, end }) => masked.slice(0, start) + masked.slice(start, end).replace(/[^\r\n]/g, mask) + masked.slice(end), text);
