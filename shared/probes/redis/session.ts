import type { Failure, Phase } from '../../checks/observation.ts';
import type { Dialogue } from '../dial/dialogue.ts';
import { Ended } from '../dial/ended.ts';
import type { Reply } from './replies.ts';
import { serverFailure } from './server-error.ts';

/** A command as clients send it: a list of texts. */
export const command = (...words: readonly string[]): Buffer =>
  Buffer.from(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);

const unfit = ([name = 'a command']: readonly string[], phase: Phase | undefined): Failure =>
  ({ reason: 'malformed', ...(phase && { phase }), detail: `The server does not answer ${name} as it should.` });

type Talk = Pick<Dialogue<Reply>, 'send' | 'next'>;
type Asks = <T extends Reply['type']>(type: T, ...words: readonly string[]) => Promise<Extract<Reply, { readonly type: T }>>;

/** Commands, one at a time, on one connection. Every one of them throws Ended where the server does not answer as it should. */
export interface Session {
  /** Sends a command; the beginning of its reply is of this type. */
  readonly ask: Asks;
  /** What comes next of an array. */
  readonly more: Asks;
  /** The same, whatever it is. */
  readonly any: () => Promise<Exclude<Reply, { readonly type: 'error' }>>;
}

export const sessionOf = ({ send, next }: Talk, phase: () => Phase | undefined): Session => {
  const any: Session['any'] = async () => {
    const reply = await next();
    if (reply.type === 'error') throw new Ended(serverFailure(reply.message, phase()));
    return reply;
  };
  const more: Asks = async <T extends Reply['type']>(type: T, ...words: readonly string[]) => {
    const reply: Reply = await any();
    if (reply.type !== type) throw new Ended(unfit(words, phase()));
    return reply as Extract<Reply, { readonly type: T }>;
  };
  return {
    more,
    any,
    ask: (type, ...words) => {
      send(command(...words));
      return more(type, ...words);
    },
  };
};
