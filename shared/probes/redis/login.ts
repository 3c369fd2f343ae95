import { Ended } from '../dial/ended.ts';
import type { Session } from './session.ts';

/** The words of AUTH for `password`, `user:password`, or `:password` where the password has a colon. */
export const wordsOf = (credential: string): readonly string[] => {
  const at = credential.indexOf(':');
  return at < 0 ? [credential] : [credential.slice(0, at), credential.slice(at + 1)].filter((word, index) => index === 1 || word !== '');
};

/** Logs in where there is something to log in with, and hears that the server is there. Confidential: nobody else reads it. Throws Ended. */
export const logIn = async ({ ask }: Session, credential: string | undefined, confidential: boolean): Promise<void> => {
  if (credential !== undefined && !confidential) {
    const detail = 'The password was not sent: the connection to another machine is not encrypted.';
    throw new Ended({ reason: 'credential', phase: 'firstByte', detail });
  }
  if (credential !== undefined) await ask('text', 'AUTH', ...wordsOf(credential));
  const { text } = await ask('text', 'PING');
  if (text !== 'PONG') throw new Ended({ reason: 'malformed', phase: 'firstByte', detail: 'The server does not answer PING with PONG.' });
};
