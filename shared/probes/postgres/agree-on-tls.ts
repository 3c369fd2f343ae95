import type { Failure } from '../../checks/observation.ts';
import type { Dialled } from '../dial/dial.ts';
import { Backend } from './backend.ts';
import { sslRequest } from './frontend.ts';

const refused = (detail: string): Failure => ({ reason: 'tls-handshake', phase: 'tls', detail });

const notPostgres = (said: string): Failure => ({
  reason: 'malformed', phase: 'tls', detail: 'What answers the request for TLS does not speak the Postgres protocol.',
  evidence: said.slice(0, 512),
});

const answers: Readonly<Record<string, Failure>> = {
  N: refused('The server does not offer TLS on this port.'),
};

/** A server that cannot even begin says why as it would to a client of old. Nobody has verified who says it. */
const errorIn = (bytes: Buffer): Failure | undefined => {
  const [message] = new Backend().feed(bytes).messages;
  if (message?.type !== 'error') return undefined;
  return refused(`The server answers the request for TLS with an error, SQLSTATE ${message.code}: ${message.message}`);
};

/**
 * Asks the server to begin TLS. Undefined where it agrees, and has said nothing else: what came unencrypted after that could be
 * anybody's (CVE-2021-23222).
 */
export const agreeOnTls = ({ socket, receive, address }: Dialled, signal: AbortSignal): Promise<Failure | undefined> =>
  new Promise((settle) => {
    const end = (failure?: Failure) => {
      signal.removeEventListener('abort', giveUp);
      settle(failure);
    };
    const giveUp = () => end({ reason: 'tls-timeout', phase: 'tls', detail: `${address} did not answer the request for TLS in time.` });
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) return giveUp();
    socket.write(sslRequest());
    receive({
      data: (bytes) => {
        const said = bytes.toString('latin1');
        if (said === 'S') return end();
        end(answers[said] ?? errorIn(bytes) ?? notPostgres(said));
      },
      end: () => end(refused(`${address} closed the connection when it was asked for TLS.`)),
      error: (error) => end(refused(`${address} broke off when it was asked for TLS: ${error.code ?? error.message}.`)),
    });
  });
