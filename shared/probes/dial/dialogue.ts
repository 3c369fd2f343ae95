import type { Failure, Phase } from '../../checks/observation.ts';
import type { Dialled } from './dial.ts';
import { Ended } from './ended.ts';
import type { Stopwatch } from './stopwatch.ts';

/** Why nothing more is read. */
export type Refusal = Pick<Failure, 'reason' | 'detail'>;

/** Takes apart what a server says, in whatever pieces it comes and whatever it is. */
export interface Reader<Message> {
  /** The messages that these bytes complete, and why nothing more is read, if so. */
  readonly feed: (bytes: Buffer) => { readonly messages: readonly Message[]; readonly refusal?: Refusal };
}

/** What a server and its client say to each other on one connection. */
export interface Dialogue<Message> {
  readonly send: (bytes: Buffer) => void;
  /** The next message that matters. Throws Ended where none comes any more. */
  readonly next: () => Promise<Message>;
  /** Says goodbye, where that is due and somebody listens, and closes the connection. */
  readonly close: (goodbye?: Buffer) => Promise<void>;
}

export interface Conversing { readonly signal: AbortSignal; readonly stopwatch: Stopwatch }

const evidenceBytes = 512;

const late = (phase: Phase | undefined): Failure => (phase === 'body'
  ? { reason: 'body-timeout', phase, detail: 'The server took the login and did not answer in time what it was asked then.' }
  : { reason: 'header-timeout', phase: 'firstByte', detail: 'The server did not finish the login in time.' });

/** Takes a connection over: `firstByte` is the login, `body` what is asked then. Its wait ends at the abort. */
export const converse = <Message>(
  { socket, receive, address }: Dialled, reader: Reader<Message>, { signal, stopwatch }: Conversing,
): Dialogue<Message> => {
  const messages: Message[] = [];
  let evidence = '';
  let ended: Ended | undefined;
  let gone = false;
  let wake: (() => void) | undefined;

  const end = (failure: Failure) => {
    ended ??= new Ended({ ...failure, ...(evidence === '' || failure.reason !== 'malformed' ? {} : { evidence }) });
    wake?.();
  };
  const at = () => (stopwatch.phase === undefined ? {} : { phase: stopwatch.phase });
  const giveUp = () => end(late(stopwatch.phase));
  const closed = (how: string) => {
    gone = true;
    end({ reason: 'closed-early', ...at(), detail: `${address} ${how} before the check was through.` });
  };

  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  receive({
    data: (bytes) => {
      if (ended !== undefined) return;
      if (evidence.length < evidenceBytes) evidence += bytes.toString('latin1', 0, evidenceBytes - evidence.length);
      const { messages: more, refusal } = reader.feed(bytes);
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
    close: async (goodbye) => {
      signal.removeEventListener('abort', giveUp);
      if (goodbye !== undefined && !gone) {
        const { promise: sent, resolve } = Promise.withResolvers<undefined>();
        const done = () => resolve(undefined);
        signal.addEventListener('abort', done);
        socket.write(goodbye, done);
        if (!signal.aborted) await sent;
        signal.removeEventListener('abort', done);
      }
      socket.destroy();
    },
  };
};
