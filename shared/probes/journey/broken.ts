import type { Failure, Phase } from '../../checks/observation.ts';

type Broken = Omit<Failure, 'phase'>;

const malformed = (detail: string): Broken => ({ reason: 'malformed', detail });

/** Of an answer that the client's reader gave up without saying why: it asserts that no such status comes, or calls it bad. */
const notAsked = malformed('The answer has a status that nobody asked for, such as a switch to another protocol.');

const byCode: Readonly<Record<string, Broken>> = {
  UND_ERR_HEADERS_OVERFLOW: { reason: 'too-large', detail: 'The head of the answer is too large.' },
  UND_ERR_RES_EXCEEDED_MAX_SIZE: { reason: 'too-large', detail: 'The body of the answer is too large.' },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: malformed('The answer says twice, or wrongly, where it ends.'),
  UND_ERR_INFO: malformed('The answer breaks the protocol.'),
  ERR_ASSERTION: notAsked,
  UND_ERR_SOCKET: { reason: 'closed-early', detail: 'The target closed the connection before the answer was complete.' },
};

/** What the parser says of a first line that is no status line of HTTP/1, such as `220 mail` or `HTTP/2 200`. */
const otherBeginning = /^(?:Expected (?:HTTP\/|dot|space after version)|Invalid (?:major|minor|HTTP) version)/;

/** The parser's own words, which stand in brackets, but for the commonest. */
const unread = (message: string): Broken => {
  const [, why = message] = /\((.+)\)$/.exec(message) ?? [];
  return malformed(otherBeginning.test(why) ? 'The answer does not begin with a status line of HTTP/1.' : `The answer breaks the protocol: ${why}.`);
};

const told = ({ name, code = '', message }: NodeJS.ErrnoException): Broken => {
  if (name === 'HTTPParserError') return unread(message);
  if (code === 'UND_ERR_SOCKET' && message.startsWith('bad ')) return notAsked;
  // TLS 1.3 tells of some refusals, such as a missing client certificate, only after the handshake.
  if (code.startsWith('ERR_SSL_')) return { reason: 'tls-handshake', detail: `TLS was ended by the target: ${code}.` };
  if (/^E[A-Z]+$/.test(code)) {
    return { reason: 'closed-early', detail: `The connection broke before the answer was complete: ${code}.` };
  }
  return byCode[code] ?? { reason: 'checker-error', detail: `No complete answer came: ${code || message}.` };
};

/** What became of an answer, from the names and codes of undici and of the operating system. */
export const failureOf = (error: unknown, phase: Phase | undefined): Failure =>
  ({ ...told(error as NodeJS.ErrnoException), ...(phase && { phase }) });
