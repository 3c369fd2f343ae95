import type { Path } from '../fault.ts';
import { isSecretHeader, isSecretName } from './secret-names.ts';
import { generated, isBadOnPurpose, isLongOrMixed, isMixed, looksRandom } from './secret-values.ts';

/** A reference to a secret says where it is; what does not fit there may be the secret itself. */
const references: Readonly<Record<string, RegExp>> = {
  env: /^[A-Za-z_][\w-]*$/, secret: /^(?=.*[A-Za-z])[\w/+=.@:!-]+$/,
  field: /^(?=.*[A-Za-z])[\w/+=.@:-]+$/, parameter: /^(?=.*[A-Za-z])[\w/.:-]+$/,
};

/** Parts whose keys are names. */
const named: ReadonlySet<PropertyKey> = new Set(['hosts', 'services', 'audiences', 'overrides']);

const isSecretKey = (path: Path, index: number): boolean => {
  const key = path[index];
  if (typeof key !== 'string' || (index === 1 && named.has(path[0] ?? ''))) return false;
  return (key === 'auth' && index > 0) || (path[index - 1] === 'headers' ? isSecretHeader(key) : isSecretName(key));
};

/** Headers are a mapping; what stands there otherwise may be one that carries a key. */
const isMisplacedHeader = (path: Path): boolean => path.at(-1) === 'headers' || (path.at(-2) === 'headers' && typeof path.at(-1) === 'number');

export const isReference = (key: string, value: string): boolean => Object.hasOwn(references, key) && references[key]?.test(value) === true;

const isReferenceAt = (path: Path, value: string): boolean => path.length === 3 && isReference(String(path[2]), value);

/** The name of a credential that a pager's key is read from; what people paste there is the key. */
const isPagerKey = (path: Path): boolean => path[0] === 'audiences' && path.at(-2) === 'pagerDuty' && path.at(-1) === 'key';

/** Whether a value at this path is not to be shown, whatever it looks like. What is expected of an answer is mostly no secret. */
export const isSecretPlace = (path: Path, value: string): boolean => {
  if (path[0] === 'credentials') return !isReferenceAt(path, value) || generated.test(value);
  if (isPagerKey(path) || (path.at(-2) === 'auth' && ['credential', 'as'].includes(String(path.at(-1))))) return generated.test(value) || !/[A-Za-z]/.test(value);
  if (isSecretKey(path, path.length - 1) || isMisplacedHeader(path)) return true;
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
const login = /\b(?:AUTH|PASS)\s+(?:PLAIN\s+|\$[0-9]+\s+)?(?!(?:PLAIN|LOGIN|TLS|SSL|NTLM|GSSAPI|CRAM-MD5|DIGEST-MD5)\b)\S{4,}/i;

/** What a value is that stands at a place where secrets do, unless it is none. */
export const secretByPlace = (path: Path, value: string): string | undefined => {
  if (isBadOnPurpose(value)) return undefined;
  if (isKeyInHeader(path, value)) return 'a key in a header';
  if (path.at(-1) === 'send' && login.test(value)) return 'a login';
  const inBody = path[2] === 'http' && path[3] === 'body';
  const direct = path[0] === 'credentials' ? path.length > 1 && !isReferenceAt(path, value) : isPagerKey(path) || isSecretKey(path, path.length - 1);
  return direct && (looksRandom(value) || (inBody && isMixed(value))) ? 'a secret' : undefined;
};

/** Whether a key is not to be shown: a value that lacks what would part it from its key, or one in the place of a name. */
export const isHiddenKey = (path: Path, key: string): boolean => {
  // No longer than a misspelt `parameters`.
  if (path[0] === 'credentials' && path.length > 2) return !/^[A-Za-z_-]{1,11}$/.test(key);
  if (path[0] === 'credentials') return generated.test(key) || /[:=]/.test(key);
  const above = path.slice(0, -1);
  const holder = above.findIndex((_, index) => isSecretKey(above, index));
  return holder !== -1 && (isMixed(key) || !(path[2] === 'expect' || path[holder] === 'auth'));
};
