import { literalSecrets, maskSecrets } from '../secrets/literal-secrets.ts';

/** An address to begin a description with, without its query. */
export interface Address {
  readonly url: URL;
  /** What was left out of it, as a sentence. */
  readonly leftOut?: string;
}

/** An address as it can be shown: without what may be a secret. */
const shown = (text: string) => maskSecrets(text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#]*@/i, '$1…@').replace(/\?.*$/s, ''));

const bareHost = /^(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:\/\S*)?$|^localhost(?::\d+)?(?:\/\S*)?$/i;

/** What is wrong with an address, or the address. */
const read = (text: string): Address | string => {
  const url = /^https?:\/\/[^/?#]/i.test(text) ? URL.parse(text) : null;
  if (url === null) {
    const meant = bareHost.test(shown(text)) ? `; did you mean "https://${shown(text)}"?` : '';
    return `not an http or https URL: ${shown(text)}${meant}`;
  }
  if (url.username !== '' || url.password !== '') {
    return `carries a login, which does not belong in a description: ${shown(text)}; leave it out, a check names its credential`;
  }
  const plain = new URL(url.pathname, url.origin);
  const [secret] = literalSecrets(plain.href);
  if (secret !== undefined) {
    return `holds ${secret.what}, which does not belong in a description: ${shown(text)}; leave it out, a check names its credential`;
  }
  if (url.search === '') return { url: plain };
  const names = maskSecrets([...new Set(url.searchParams.keys())].join(', ')).replace(/[^\w.,[\] -]/g, '…');
  return {
    url: plain,
    leftOut: `The query of ${plain.href} (${names}) is left out: it may hold a key. Add it to the check where it holds none.`,
  };
};

/** Reads what people type. Throws a TypeError with everything that is wrong; no secret is repeated. */
export const readAddresses = (texts: readonly string[]): readonly Address[] => {
  const addresses = texts.map(read);
  const wrong = addresses.filter((address) => typeof address === 'string');
  if (wrong.length > 0) throw new TypeError(wrong.join('\n'));
  return addresses.filter((address) => typeof address !== 'string');
};
