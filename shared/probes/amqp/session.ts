import type { Dialogue } from '../dial/dialogue.ts';
import { Ended } from '../dial/ended.ts';
import { closedFailure } from './closed.ts';
import { Arguments, long, longText, short, shortText, table } from './fields.ts';
import { methodFrame, protocolHeader } from './frames.ts';
import type { Method } from './frames.ts';
import type { UserAndPassword } from './read-login.ts';

/** Methods of a connection, `class.method`. AMQP 0-9-1 specification, 1.4. */
const methods = {
  start: '10.10', startOk: '10.11', secure: '10.20', tune: '10.30', tuneOk: '10.31', open: '10.40', openOk: '10.41',
  close: '10.50', closeOk: '10.51',
} as const;

const mechanism = 'PLAIN';
/** A broker that knows this says why it refuses a login, instead of just closing the connection. */
const about = { product: 'hokusai-health', capabilities: { authentication_failure_close: true } };
const success = 200;

export const closeOk = methodFrame(methods.closeOk);
export const goodbye = methodFrame(methods.close, short(success), shortText('goodbye'), short(0), short(0));

type Talk = Pick<Dialogue<Method>, 'send' | 'next'>;
type Part = 'firstByte' | 'body';

const malformed = (phase: Part, detail: string) => new Ended({ reason: 'malformed', phase, detail });

/** Reads arguments; what is wrong with them breaks the protocol. */
const reading = <T>(args: Buffer, phase: Part, read: (args: Arguments) => T): T => {
  try {
    return read(new Arguments(args));
  } catch (error) {
    if (error instanceof RangeError) throw malformed(phase, `What the broker says breaks the rules of AMQP: ${error.message}.`);
    throw error;
  }
};

/** The broker wants to end it, and waits for the answer to that. */
export class ClosedByBroker extends Ended {}

/** The arguments of the next method, which has to be this one. */
const expecting = async ({ next }: Talk, wanted: string, phase: Part): Promise<Buffer> => {
  const { name, args } = await next();
  if (name === wanted) return args;
  if (name === methods.close) {
    throw new ClosedByBroker(closedFailure(reading(args, phase, (each) => ({ code: each.short(), text: each.shortText() })), phase));
  }
  if (name === methods.secure) {
    throw new Ended({ reason: 'checker-error', phase, detail: 'The broker asks for more to log in than a user and a password.' });
  }
  throw malformed(phase, `The broker says ${name} where ${wanted} is due.`);
};

/** What a broker tells of itself; not all of them do. */
export interface Told { readonly product?: string; readonly version?: string }

/** Begins a conversation: what the broker is. Throws Ended. */
export const begin = async (talk: Talk): Promise<Told> => {
  talk.send(protocolHeader);
  const args = await expecting(talk, methods.start, 'firstByte');
  const { texts, offered } = reading(args, 'firstByte', (each) => {
    each.octet();
    each.octet();
    return { texts: each.texts(), offered: each.longText().split(' ') };
  });
  if (!offered.includes(mechanism)) {
    const detail = `The checker knows none of the ways to log in that the broker offers: ${offered.join(', ')}.`;
    throw new Ended({ reason: 'checker-error', phase: 'firstByte', detail });
  }
  const [product, version] = [texts.get('product'), texts.get('version')];
  return { ...(product !== undefined && { product }), ...(version !== undefined && { version }) };
};

export interface Login extends UserAndPassword {
  /** Nobody else can read what is said, or it is no secret. */
  readonly confidential: boolean;
}

/** Logs in (RFC 4616) and agrees to whatever limits the broker has. Throws Ended. */
export const logIn = async (talk: Talk, { user, password, confidential }: Login): Promise<void> => {
  if (!confidential) {
    const detail = 'The password was not sent: the connection to another machine is not encrypted.';
    throw new Ended({ reason: 'credential', phase: 'firstByte', detail });
  }
  talk.send(methodFrame(methods.startOk, table(about), shortText(mechanism), longText(`\0${user}\0${password}`), shortText('en_US')));
  const args = await expecting(talk, methods.tune, 'firstByte').catch((error: unknown) => {
    if (!(error instanceof Ended) || error.failure.reason !== 'closed-early') throw error;
    const detail = 'The broker closed the connection after the login, as one does that does not say why it refuses.';
    throw new Ended({ reason: 'login-refused', phase: 'firstByte', detail });
  });
  const limits = reading(args, 'firstByte', (each) => ({ channels: each.short(), frameBytes: each.long() }));
  const noHeartbeat = short(0);
  talk.send(methodFrame(methods.tuneOk, short(limits.channels), long(limits.frameBytes), noHeartbeat));
};

/** Opens a virtual host. Throws Ended. */
export const openHost = async (talk: Talk, vhost: string): Promise<void> => {
  const reserved = Buffer.from([0, 0]);
  talk.send(methodFrame(methods.open, shortText(vhost), reserved));
  await expecting(talk, methods.openOk, 'body');
};
