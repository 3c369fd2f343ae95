import { distance } from 'fastest-levenshtein';

/** Whose last word is one of these, that says of itself that it holds a secret. */
const secretWord = /^(?:[a-z0-9]*(?:token|secret|password|passwd|passphrase|pwd|authorization|signature)|pass|cookie|sig)$/;
const keyWord = /^(?:api|auth|access|secret|private)key$/;
/** A key of such a kind opens something; any other may as well find something. */
const opens = new Set([
  'api', 'auth', 'access', 'secret', 'private', 'subscription', 'account', 'license', 'encryption', 'signing', 'master', 'admin', 'client',
  'app', 'application', 'shared', 'service', 'storage', 'functions', 'hmac', 'ssh', 'user',
]);
/** A token or a key of such a kind is no secret. */
const finds = new Set([
  'page', 'next', 'continuation', 'cursor', 'sort', 'cache', 'idempotency', 'surrogate', 'partition', 'primary', 'foreign', 'public', 'routing',
  'csrf', 'xsrf', 'websocket', 'sync', 'max', 'min', 'stop', 'pad', 'eos', 'bos', 'unk',
]);

/** Words long enough to be known though misspelt. */
const isMisspelt = (word: string): boolean => ['password', 'authorization'].some((known) =>
  distance(word, known) < 2 || Array.from(word).toSorted().join('') === Array.from(known).toSorted().join(''));

/** `clientSecret`, `client_secret` and `Client-Secret` alike. */
const wordsOf = (name: string): readonly string[] =>
  name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');

const endsWith = (name: string, isKey: (kind: string) => boolean): boolean => {
  const words = wordsOf(name);
  const [last = '', kind = ''] = words.toReversed();
  return !finds.has(kind) && (secretWord.test(last) || isMisspelt(last) || keyWord.test(last) || (last === 'key' && isKey(kind)));
};

/** Whether what has this name is a secret, or ought to be a reference to one. A key is one if it says which. */
export const isSecretName = (name: string): boolean => endsWith(name, (kind) => opens.has(kind));

/** The same where a key is more likely a secret than not. */
export const isSecretHeader = (name: string): boolean => endsWith(name, () => true);

/** The same where a key alone is one. */
export const isSecretParameter = (name: string): boolean => name.toLowerCase() === 'key' || isSecretName(name);
