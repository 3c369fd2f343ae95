import type { Dialled } from '../dial/dial.ts';
import { converse as talk } from '../dial/dialogue.ts';
import type { Conversing, Dialogue } from '../dial/dialogue.ts';
import { Backend } from './backend.ts';
import type { Message } from './backend.ts';
import { terminate } from './frontend.ts';

/** What a Postgres server and its client say to each other on one connection. */
export interface Conversation extends Pick<Dialogue<Message>, 'send' | 'next'> {
  /** Says goodbye where a session was begun, and closes the connection. */
  readonly close: (begun: boolean) => Promise<void>;
}

/** Takes a connection over. Its wait ends at the abort. */
export const converse = (dialled: Dialled, conversing: Conversing): Conversation => {
  const { send, next, close } = talk(dialled, new Backend(), conversing);
  return { send, next, close: (begun) => close(begun ? terminate() : undefined) };
};
