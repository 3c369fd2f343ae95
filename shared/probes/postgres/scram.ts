import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { prepared } from './prepared.ts';

// SCRAM-SHA-256, RFC 5802 and RFC 7677, without channel binding.
export const mechanism = 'SCRAM-SHA-256';
const noBinding = 'n,,';

const derive = promisify(pbkdf2);
const hash = (data: Buffer) => createHash('sha256').update(data).digest();
const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const xor = (a: Buffer, b: Buffer) => Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));

/** The server names how much work a login is. Usual are 4096 rounds; so many take half a second. */
const mostRounds = 1_000_000;

/** `r=…,s=…,i=…`, or undefined where it is none. */
const serverFirst = (text: string) => {
  const [, nonce = '', salt = '', rounds = ''] = /^r=([!-+\--~]+),s=([A-Za-z0-9+/]+={0,2}),i=([1-9]\d{0,9})(?:,|$)/.exec(text) ?? [];
  return nonce === '' ? undefined : { nonce, salt: Buffer.from(salt, 'base64'), rounds: Number(rounds) };
};

export interface Exchange {
  readonly first: string;
  /** The answer to the server's first message; undefined where that is not one of this exchange. */
  readonly final: (said: string) => Promise<string | undefined>;
  /** Whether the server's last message proves that it knows the password, too. */
  readonly isProven: (said: string) => boolean;
}

/** One login. `nonce` is chosen at random, printable and without a comma. Postgres knows the name already and wants none. */
export const scram = (password: string, nonce: string, name = ''): Exchange => {
  const firstBare = `n=${name},r=${nonce}`;
  let proof: Buffer | undefined;
  return {
    first: noBinding + firstBare,
    final: async (said) => {
      const server = serverFirst(said);
      if (server === undefined || server.nonce === nonce || !server.nonce.startsWith(nonce) || server.rounds > mostRounds) return undefined;
      const salted = await derive(await prepared(password), server.salt, server.rounds, 32, 'sha256');
      const withoutProof = `c=${Buffer.from(noBinding).toString('base64')},r=${server.nonce}`;
      const all = `${firstBare},${said},${withoutProof}`;
      const clientKey = mac(salted, 'Client Key');
      proof = mac(mac(salted, 'Server Key'), all);
      return `${withoutProof},p=${xor(clientKey, mac(hash(clientKey), all)).toString('base64')}`;
    },
    isProven: (said) => {
      const told = Buffer.from(/^v=([A-Za-z0-9+/]+={0,2})/.exec(said)?.[1] ?? '', 'base64');
      return proof !== undefined && told.length === proof.length && timingSafeEqual(told, proof);
    },
  };
};
