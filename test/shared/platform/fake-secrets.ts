import { randomBytes } from 'node:crypto';

const digits = '0123456789';
const random = (length: number) => `${digits.slice(0, 2)}${randomBytes(length).toString('hex').slice(0, length - 2)}`;

/** Secrets made up for this run, each as long as in every other, so that nothing that looks like one is in a file. */
export const fakeSecrets = {
  'platform key': ['hk', 'live', random(24)].join('_'),
  'access key': ['AK', 'IA', random(16).toUpperCase()].join(''),
  'private key': ['-----BEGIN PRIVATE', 'KEY-----'].join(' '),
  'login': `checker:${random(12)}`,
  'password': `k${random(20)}`,
  'token': random(32),
  'GitHub token': ['gh', `p_${random(36)}`].join(''),
  'Slack token': ['xo', `xb-${random(24)}`].join(''),
  'plain word': `word${random(12).replaceAll(/[0-9]/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))}`,
};

/** A text with `<<name>>` replaced by the secret of that name. */
export const withSecrets = (text: string): string =>
  Object.entries(fakeSecrets).reduce((text, [name, secret]) => text.replaceAll(`<<${name}>>`, secret), text);
