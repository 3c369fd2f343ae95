import type { Failure, Phase } from '../../checks/observation.ts';
import type { Dialled } from '../dial/dial.ts';
import type { Stopwatch } from '../dial/stopwatch.ts';
import { Backend } from './backend.ts';
import type { Message } from './backend.ts';
import { Ended } from './ended.ts';
import { terminate } from './frontend.ts';

/** What a server and its client say to each other on one connection. */
export interface Conversation {
  readonly send: (bytes: Buffer) => void;
  /** The next message that matters. Throws Ended where none comes any more. */
  readonly next: () => Promise<Message>;
  /** Says goodbye where a session was begun, and closes the connection. */
  readonly close: (begun: boolean) => Promise<void>;
}

interface Conversing { readonly signal: AbortSignal; readonly stopwatch: Stopwatch }

const evidenceBytes = 512;

const late = (phase: Phase | undefined): Failure => (phase === 'body'
  ? { reason: 'body-timeout', phase, detail: 'The server took the login and did not answer in time what it was asked then.' }
  : { reason: 'header-timeout', phase: 'firstByte', detail: 'The server did not finish the login in time.' });

/** Takes a connection over. Its wait ends at the abort. */
export const converse = ({ socket, receive, address }: Dialled, { signal, stopwatch }: Conversing): Conversation => {
  const backend = new Backend();
  const messages: Message[] = [];
  let evidence = '';
  let ended: Ended | undefined;
  let wake: (() => void) | undefined;

  const end = (failure: Failure) => {
    ended ??= new Ended({ ...failure, ...(evidence === '' || failure.reason !== 'malformed' ? {} : { evidence }) });
    wake?.();
  };
  const at = () => (stopwatch.phase === undefined ? {} : { phase: stopwatch.phase });
  const giveUp = () => end(late(stopwatch.phase));
  const closed = (how: string) => end({ reason: 'closed-early', ...at(), detail: `${address} ${how} before the check was through.` });

  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  receive({
    data: (bytes) => {
      if (ended !== undefined) return;
      if (evidence.length < evidenceBytes) evidence += bytes.toString('latin1', 0, evidenceBytes - evidence.length);
      const { messages: more, refusal } = backend.feed(bytes);
      messages.push(...more);
      if (refusal !== undefined) end({ ...refusal, ...at() });
      wake?.();
    },
    end: () => closed('closed the connection'),
    error: (error) => closed(`broke the connection off (${error.code ?? error.message})`),
  });

  return {
    send: (bytes) => { socket.write(bytes); },
    next: async () => {
      for (;;) {
        const message = messages.shift();
        if (message !== undefined) return message;
        if (ended !== undefined) throw ended;
        await new Promise<void>((resolve) => { wake = resolve; });
      }
    },
    close: async (begun) => {
      signal.removeEventListener('abort', giveUp);
      if (begun && ended === undefined) {
        const { promise: sent, resolve } = Promise.withResolvers<undefined>();
        const done = () => resolve(undefined);
        signal.addEventListener('abort', done);
        socket.write(terminate(), done);
        if (!signal.aborted) await sent;
        signal.removeEventListener('abort', done);
      }
      socket.destroy();
    },
  };
};
