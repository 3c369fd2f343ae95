import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { CertificateFacts } from '../../checks/observation.ts';
import { certificateOf } from './certificate.ts';

/** An address to connect to. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  /** TLS: the name that the certificate must carry (the address itself where absent), and whom to trust. */
  readonly secure?: { readonly servername?: string; readonly context: SecureContext; readonly verify: boolean };
}

/** What happens on a connection. */
export interface Receiver {
  /** The bytes are only valid during the call. */
  readonly data: (bytes: Buffer) => void;
  /** The peer will send no more. */
  readonly end: () => void;
  /** The connection broke; nothing follows. */
  readonly error: (error: NodeJS.ErrnoException) => void;
}

/** A connection that was made, and over which nothing has been sent. */
export interface Connection {
  readonly ok: true;
  readonly socket: Socket;
  /** Says what happens on it from now on, after what has happened already. Until then reading is held back. */
  readonly receive: (receiver: Receiver) => void;
  /** What the server presented, with TLS. */
  readonly certificate?: () => CertificateFacts | undefined;
}
export interface NotConnected { readonly ok: false; /** Absent: given up at the abort. */ readonly error?: NodeJS.ErrnoException }

/** All connections read into this one: a read fills it and hands it on in the same turn. Half the cost of a buffer for each. */
const inbox = Buffer.allocUnsafeSlow(65_536);

const open = ({ address, port, secure }: Endpoint, receive: (size: number) => boolean): Socket => {
  const options = { host: address, port, noDelay: true, onread: { buffer: inbox, callback: receive } };
  if (secure === undefined) return connectTcp(options);
  return connectTls({
    ...options, ALPNProtocols: ['http/1.1'], secureContext: secure.context, rejectUnauthorized: secure.verify,
    ...(secure.servername === undefined ? {} : { servername: secure.servername }),
  });
};

/** Connects, with TLS where asked; `connected` is told when TCP is there and TLS begins. Ends at once at the abort. */
export const connect = (to: Endpoint, signal: AbortSignal, connected: () => void): Promise<Connection | NotConnected> =>
  new Promise((settle) => {
    let receiver: Receiver | undefined;
    let ended = false;
    let broken: NodeJS.ErrnoException | undefined;
    const early: Buffer[] = [];

    const socket = open(to, (size) => {
      if (receiver === undefined) early.push(Buffer.from(inbox.subarray(0, size)));
      else receiver.data(inbox.subarray(0, size));
      return receiver !== undefined;
    });
    const fail = (error?: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      settle({ ok: false, ...(error === undefined ? {} : { error }) });
    };
    const giveUp = () => fail();
    const succeed = () => {
      signal.removeEventListener('abort', giveUp);
      const certificate = socket instanceof TLSSocket ? { certificate: certificateOf(socket) } : {};
      settle({ ok: true, socket, receive, ...certificate });
    };
    const receive = (to: Receiver) => {
      receiver = to;
      for (const bytes of early.splice(0)) to.data(bytes);
      if (broken !== undefined) to.error(broken);
      else if (ended) to.end();
      else socket.resume();
    };

    socket.on('error', (error: NodeJS.ErrnoException) => {
      broken = error;
      if (receiver === undefined) fail(error);
      else receiver.error(error);
    });
    socket.on('end', () => {
      ended = true;
      receiver?.end();
    });
    if (to.secure === undefined) socket.on('connect', succeed);
    else socket.on('connect', connected).on('secureConnect', succeed);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp);
  });
