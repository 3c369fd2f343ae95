import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { connect } from './connect.ts';
import type { RecordName } from './records.ts';

/** RFC 1035, 3.2.2; RFC 2782; RFC 3596. */
const codes: Readonly<Record<RecordName, number>> = { A: 1, NS: 2, CNAME: 5, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33 };

/** As c-ares asks: recursion desired, and answers of up to 1232 bytes over UDP are welcome (RFC 6891). */
const question = (name: string, type: RecordName): Buffer => Buffer.concat([
  Buffer.from([0x68, 0x68, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1]),
  ...name.split('.').filter((label) => label !== '').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1')),
  Buffer.from([0, 0, codes[type], 0, 1, 0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0]),
]);
/** RFC 1035, 4.1.1: TC. */
const isCutShort = (answer: Buffer): boolean => ((answer[2] ?? 0) & 2) !== 0;

const addressOf = (server: string): { readonly address: string; readonly port: number } => {
  const [, v6, v4 = server, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(server) ?? [];
  return { address: v6 ?? v4, port: Number(port ?? 53) };
};

const refused = 'ECONNREFUSED';
/** Whoever has refused once answers at once, if at all. */
const patienceMs = 500;

const overUdp = ({ address, port }: ReturnType<typeof addressOf>, asked: Buffer, signal: AbortSignal): Promise<string> =>
  new Promise((settle) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    let over = false;
    // A socket that cannot be bound has two errors, that one and the one of its connection.
    const end = (what = refused) => {
      if (over) return;
      over = true;
      signal.removeEventListener('abort', giveUp);
      socket.close();
      settle(what);
    };
    const giveUp = () => end();
    signal.addEventListener('abort', giveUp);
    let asking = false;
    // Later it is somebody on the way who says so.
    socket.on('error', ({ code }: NodeJS.ErrnoException) => end(asking && code === 'ENETUNREACH' ? refused : code));
    socket.on('message', (answer) => end(isCutShort(answer) ? 'cut-short' : 'answers'));
    socket.on('connect', () => {
      asking = true;
      socket.send(asked);
    });
    socket.connect(port, address);
  });

/**
 * c-ares says ECONNREFUSED of a server that is not there, but also where this machine has no socket left for the question, and where the
 * answer was too long for UDP and TCP is refused. What it was, from a question with a socket of its own: the code of that socket's error,
 * `cut-short`, or `answers` where there is nothing amiss now.
 */
export const whyUnreachable = async (name: string, type: RecordName, server: string, signal: AbortSignal): Promise<string> => {
  const whom = addressOf(server);
  const time = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  if (time.aborted) return refused;
  const seen = await overUdp(whom, question(name, type), time);
  if (seen !== 'cut-short') return seen;
  const tcp = await connect(whom, time, () => {});
  if (!tcp.ok) return tcp.error?.code === undefined || tcp.error.code === refused ? seen : tcp.error.code;
  tcp.socket.destroy();
  return 'answers';
};
