import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

export const mechanism = 'SCRAM-SHA-256';
const rounds = 4_096;

const derive = promisify(pbkdf2);
const hash = (data: Buffer) => createHash('sha256').update(data).digest();
const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();

export interface Challenge {
  /** The server's first message. */
  readonly first: string;
  /** The server's last message, or undefined where the client could not prove that it knows the password. */
  readonly judge: (clientFinal: string) => Promise<string | undefined>;
}

/** The server's side of a login (RFC 5802), given the client's first message; without a password none is right. */
export const challenge = (clientFirst: string, password: string | undefined): Challenge | undefined => {
  const [, bare, nonce] = /^[ny],[^,]*,(n=[^,]*,r=([^,]+))$/.exec(clientFirst) ?? [];
  if (bare === undefined || nonce === undefined) return undefined;
  const both = nonce + randomBytes(18).toString('base64');
  const salt = randomBytes(16);
  const first = `r=${both},s=${salt.toString('base64')},i=${rounds}`;
  return {
    first,
    judge: async (clientFinal) => {
      const [, withoutProof, said = '', proof = ''] = /^(c=[^,]+,r=([^,]+)),p=(.+)$/.exec(clientFinal) ?? [];
      if (password === undefined || withoutProof === undefined || said !== both) return undefined;
      const salted = await derive(password.normalize('NFKC'), salt, rounds, 32, 'sha256');
      const all = `${bare},${first},${withoutProof}`;
      const stored = hash(mac(salted, 'Client Key'));
      const signature = mac(stored, all);
      const claimed = Buffer.from(Buffer.from(proof, 'base64').map((byte, index) => byte ^ (signature[index] ?? 0)));
      return hash(claimed).equals(stored) ? `v=${mac(mac(salted, 'Server Key'), all).toString('base64')}` : undefined;
    },
  };
};
