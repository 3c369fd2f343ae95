import type { Path } from './fault.ts';
import { literalSecrets, mentionsSecret, secretsInValue } from './literal-secrets.ts';
import { isSecretHeader, isSecretName } from './secret-names.ts';
import { isBadOnPurpose, isLongOrMixed, isMixed, looksRandom } from './secret-values.ts';

/** A reference to a secret says where it is; what does not fit there may be the secret itself. */
export const references: Readonly<Record<string, RegExp>> = {
  env: /^[A-Za-z_]\w*$/, secret: /^[\w/+=.@:!-]+$/, field: /^[\w/+=.@:-]+$/, parameter: /^[\w/.:-]+$/,
};

/** Parts whose keys are names that people choose. */
const named: ReadonlySet<PropertyKey> = new Set(['services', 'audiences', 'overrides']);

const isSecretKey = (path: Path, index: number): boolean => {
  const key = path[index];
  if (typeof key !== 'string' || (index === 1 && named.has(path[0] ?? ''))) return false;
  return path[index - 1] === 'headers' ? isSecretHeader(key) : isSecretName(key);
};

const isReference = (path: Path, value: string): boolean =>
  path.length === 3 && Object.entries(references).some(([key, form]) => key === path[2] && form.test(value));

/** Whether a value at this path is not to be shown, whatever it looks like. What is expected of an answer is mostly no secret. */
export const isSecretPlace = (path: Path, value: string): boolean => {
  if (path[0] === 'credentials') return !isReference(path, value);
  if (isSecretKey(path, path.length - 1)) return true;
  return path.some((_, index) => isSecretKey(path, index)) && (path[2] !== 'expect' || isMixed(value));
};

/** Whether a header that carries a key is described here; of a cookie only one whose value is longer than words such as `en`. */
const isKeyInHeader = (path: Path, value: string): boolean => {
  if (path.at(-2) !== 'headers') return false;
  const name = String(path.at(-1)).toLowerCase();
  if (name === 'cookie') return /=[^;]{8,}/.test(value);
  return /^(?:(?:proxy-)?authorization|x-api-key)$/.test(name) || (isSecretHeader(name) && isLongOrMixed(value));
};

/** What people say to a server that asks for a password: Redis in either of its forms, mail servers, FTP. */
const login = /\b(?:AUTH|PASS)\s+(?:\$[0-9]+\s+)?(?!(?:LOGIN|TLS|SSL|NTLM|GSSAPI|CRAM-MD5|DIGEST-MD5)\b)\S{4,}/i;

/** What a value is that stands at a place where secrets do, unless it is none. */
const byPlace = (path: Path, value: string): string | undefined => {
  if (isBadOnPurpose(value)) return undefined;
  if (isKeyInHeader(path, value)) return 'a key in a header';
  if (path.at(-1) === 'send' && login.test(value)) return 'a login';
  const inBody = path[2] === 'http' && path[3] === 'body';
  const direct = path[0] === 'credentials' ? path.length > 1 && !isReference(path, value) : isSecretKey(path, path.length - 1);
  return direct && (looksRandom(value) || (inBody && isMixed(value))) ? 'a secret' : undefined;
};

/** What kind of secret a value is, by its form or its place. */
export const secretAt = (path: Path, value: string): string | undefined => secretsInValue(value)[0]?.what ?? byPlace(path, value);

export const isHidden = (path: Path, value: string): boolean => isSecretPlace(path, value) || mentionsSecret(value);

const generated = /(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{16,}/;

/** Whether a key is not to be shown: a value that lacks what would part it from its key, or one in the place of a name. */
export const isHiddenKey = (path: Path, key: string): boolean => {
  if (mentionsSecret(key) || literalSecrets(key).length > 0) return true;
  if (path[0] === 'credentials') return generated.test(key) || /[:=]/.test(key);
  return path.some((_, index) => isSecretKey(path, index)) && isMixed(key);
};
