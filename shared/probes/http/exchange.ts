import type { Failure, Phase } from '../../checks/observation.ts';
import type { Connection } from '../dial/connect.ts';
import type { Stopwatch } from '../dial/stopwatch.ts';
import { AnswerParser } from './answer-parser.ts';
import type { Progress } from './answer-parser.ts';
import type { Head } from './head.ts';

/** A request ready to be sent: its head with the empty line, and its body. */
export interface Outgoing { readonly method: string; readonly head: string; readonly body?: Buffer }

/** What came back. With a failure there is the head if it was complete, and as much of the body as had come. */
export interface Exchanged { readonly head?: Head; readonly body: Buffer; readonly failure?: Failure }

export interface Exchanging {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly stopwatch: Stopwatch;
  /** Takes the connection over, as soon as the answer is complete, where it can serve another request. */
  readonly keep?: () => void;
}

/** How much of a broken answer is kept. */
const evidenceBytes = 512;

const timeout = (phase: Phase | undefined, headIsThere: boolean): Omit<Failure, 'phase'> => {
  if (phase === 'request') return { reason: 'request-timeout', detail: 'The target did not take the request in time.' };
  if (headIsThere) return { reason: 'body-timeout', detail: 'The answer began but did not end in time.' };
  return { reason: 'header-timeout', detail: 'The request was sent; no complete answer head came in time.' };
};

/** Nothing else is due on a connection that was asked to close: readers cut off what belongs to the answer. */
const tooLong: Omit<Failure, 'phase'> = { reason: 'malformed', detail: 'The body of the answer is longer than the answer says.' };

/** TLS 1.3 tells of some refusals, such as a missing client certificate, only after the handshake. */
const broken = ({ code = '', message }: NodeJS.ErrnoException): Omit<Failure, 'phase'> => code.startsWith('ERR_SSL')
  ? { reason: 'tls-handshake', detail: `TLS was ended by the target: ${code}.` }
  : { reason: 'closed-early', detail: `The connection broke before the answer was complete: ${code || message}.` };

/**
 * Sends one request over a connection and reads one answer, at most `maxBytes` of its body. An answer that is complete counts, also
 * when it came before the request was sent. Afterwards the connection is closed, unless it is kept. Ends at once when the signal aborts.
 */
export const exchange = ({ socket, receive }: Connection, request: Outgoing, how: Exchanging): Promise<Exchanged> =>
  new Promise((settle) => {
    const { signal, stopwatch, keep } = how;
    const parser = new AnswerParser(request.method, how.maxBytes);
    let evidence = '';
    let over = false;

    const end = (failure?: Omit<Failure, 'phase'>) => {
      if (over) return;
      over = true;
      signal.removeEventListener('abort', giveUp);
      if (keep !== undefined && failure === undefined && parser.reusable && socket.writableLength === 0) keep();
      else socket.destroy();
      const { head, body } = parser;
      // The time of the body begins with the first byte; what is wrong with the head is wrong before there is a body.
      const phase = stopwatch.phase === 'body' && head === undefined ? 'firstByte' : stopwatch.phase;
      settle({
        body,
        ...(head === undefined ? {} : { head }),
        ...(failure === undefined ? {} : { failure: { ...failure, ...(phase && { phase }), ...(evidence !== '' && { evidence }) } }),
      });
    };
    const giveUp = () => end(timeout(stopwatch.phase, parser.head !== undefined));

    stopwatch.enter('request');
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp);
    const sent = () => {
      if (!over && stopwatch.phase === 'request') stopwatch.enter('firstByte');
    };
    if (request.body === undefined) socket.write(request.head, 'latin1', sent);
    else socket.write(Buffer.concat([Buffer.from(request.head, 'latin1'), request.body]), sent);

    receive({
      data: (bytes) => {
        if (over) return;
        if (stopwatch.phase !== 'body') stopwatch.enter('body');
        const progress: Progress = parser.feed(bytes);
        if (progress === 'done') return end(keep === undefined && parser.surplus ? tooLong : undefined);
        if (evidence.length < evidenceBytes) evidence += bytes.toString('latin1', 0, evidenceBytes - evidence.length);
        if (progress !== 'more') end(progress);
      },
      end: () => end(parser.end() ? undefined : {
        reason: 'closed-early', detail: 'The target closed the connection before the answer was complete.',
      }),
      error: (error) => end(broken(error)),
    });
  });
