import { createHash, randomBytes } from 'node:crypto';
import type { Failure } from '../../checks/observation.ts';
import type { Message } from './backend.ts';
import type { Conversation } from './conversation.ts';
import { Ended } from '../dial/ended.ts';
import { password as sendPassword, saslInitial, saslResponse, startup } from './frontend.ts';
import { mechanism, scram } from './scram.ts';
import type { Exchange } from './scram.ts';
import { serverFailure } from './server-error.ts';

export interface Login {
  readonly user: string;
  /** Absent: none is described. */
  readonly password?: string;
  readonly database: string;
  /** Nobody else can read what is said, nor answer in the server's stead. */
  readonly confidential: boolean;
  /** Who logs in, for people. */
  readonly who: string;
}

const application = 'hokusai-health';

const phase = 'firstByte';
const ended = (reason: Failure['reason'], detail: string) => new Ended({ reason, phase, detail });
const malformed = (detail: string) => ended('malformed', detail);
const unknownWay = (offered: string) => ended('checker-error', `The checker knows no way to log in that the server offers: ${offered}.`);

const md5 = (...parts: readonly (string | Buffer)[]) => parts.reduce((hash, part) => hash.update(part), createHash('md5')).digest('hex');

/** Codes of an authentication message. */
const codes = { ok: 0, cleartext: 3, md5: 5, sasl: 10, saslContinue: 11, saslFinal: 12 } as const;

/**
 * Begins a session and logs in, by SCRAM-SHA-256, MD5 or in clear, as the server asks; the latter two would give a listener what a login
 * needs, so they are for confidential connections only. Answers with the key to cancel its queries, where the server gives one. Throws Ended.
 */
export const logIn = async ({ send, next }: Conversation, login: Login): Promise<Buffer | undefined> => {
  const { user, database, confidential, who } = login;
  let exchange: Exchange | undefined;
  let proven = false;
  let key: Buffer | undefined;

  const secret = (): string => {
    if (login.password === undefined) throw ended('credential', `The server asks for a password, and none is described; ${who}`);
    return login.password;
  };
  const secretFor = (method: string): string => {
    if (confidential) return secret();
    const why = `the server asks for it ${method}, and the connection to another machine is not encrypted`;
    throw ended('credential', `The password was not sent: ${why}.`);
  };
  const answer = async ({ code, data }: Message & { readonly type: 'authentication' }): Promise<void> => {
    switch (code) {
      case codes.cleartext:
        return send(sendPassword(secretFor('in clear')));
      case codes.md5:
        return send(sendPassword(`md5${md5(md5(secretFor('as an MD5 hash'), user), data.subarray(0, 4))}`));
      case codes.sasl: {
        const offered = data.toString('latin1').split('\0');
        if (!offered.includes(mechanism)) throw unknownWay(offered.filter((name) => name !== '').join(', '));
        exchange = scram(secret(), randomBytes(18).toString('base64'));
        return send(saslInitial(mechanism, exchange.first));
      }
      case codes.saslContinue: {
        const final = await exchange?.final(data.toString());
        if (final === undefined) throw malformed('What the server says in the login breaks the rules of SCRAM.');
        return send(saslResponse(final));
      }
      case codes.saslFinal:
        proven = exchange?.isProven(data.toString()) === true;
        if (!proven) throw malformed('The server could not prove that it knows the password: it is another one, or somebody in between.');
        return;
      case codes.ok:
        if (exchange !== undefined && !proven) throw malformed('The server ended the login before it proved that it knows the password.');
        return;
      default:
        throw unknownWay(`kind ${code}`);
    }
  };

  send(startup({ user, database, application_name: application, client_encoding: 'UTF8' }));
  for (;;) {
    const message = await next();
    if (message.type === 'ready') return key;
    if (message.type === 'error') throw new Ended(serverFailure(message, who, phase));
    if (message.type === 'row') throw malformed('The server answers a query that was not asked.');
    if (message.type === 'key') key = message.data;
    else await answer(message);
  }
};
