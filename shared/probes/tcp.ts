import type { Failure, Phase } from '../checks/observation.ts';
import { hostPort } from '../platform/host-port.ts';
import { size } from '../platform/units.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { host, port } from './address.ts';
import { dial } from './dial/dial.ts';
import type { Dialled } from './dial/dial.ts';
import { Stopwatch } from './dial/stopwatch.ts';
import { defineProbe } from './probe.ts';

const most = 65_536;
const whatRead = 'at most 64KB';

const settings = (z: Zod) => z.strictObject({
  host: host(z),
  port: port(z),
  send: z.string().min(1).exactOptional().describe('Text to send before reading, such as "PING\\r\\n"; needs read.'),
  read: size(z).refine((bytes) => bytes <= most, { error: whatRead }).exactOptional()
    .describe('Read what the server says until a line ends, so many bytes have come, or it closes; then `body` judges it.'),
}).refine(({ send, read }) => send === undefined || read !== undefined, { error: 'read as well, where something is sent' });

interface Reading { readonly dialled: Dialled; readonly most: number; readonly stopwatch: Stopwatch; readonly signal: AbortSignal }
type Heard = { readonly banner: string; readonly failure?: Failure };

const lineFeed = 0x0a;

/** What the server says; a failure when it says nothing, or does not finish in time, or breaks off. */
const listen = ({ dialled: { address, receive }, most, stopwatch, signal }: Reading): Promise<Heard> => new Promise((settle) => {
  let heard = Buffer.alloc(0);
  const end = (reason?: Failure['reason'], what = '') => {
    signal.removeEventListener('abort', giveUp);
    const banner = heard.toString('utf8', 0, most);
    const phase: Phase = heard.length === 0 ? 'firstByte' : 'body';
    const evidence = banner === '' ? {} : { evidence: banner };
    settle({ banner, ...(reason === undefined ? {} : { failure: { reason, phase, detail: `${address} ${what}`, ...evidence } }) });
  };
  const giveUp = () => {
    if (heard.length === 0) end('header-timeout', 'said nothing in time');
    else end('body-timeout', 'did not finish its line in time');
  };
  signal.addEventListener('abort', giveUp);
  stopwatch.enter('firstByte');
  receive({
    data: (bytes) => {
      if (heard.length === 0) stopwatch.enter('body');
      heard = Buffer.concat([heard, bytes]);
      if (heard.length >= most || bytes.includes(lineFeed)) end();
    },
    end: () => (heard.length === 0 ? end('closed-early', 'closed without a word') : end()),
    error: (error) => end('closed-early', `broke off: ${error.code ?? error.message}`),
  });
  if (signal.aborted) giveUp();
});

export type TcpSettings = SettingsOf<typeof settings>;

/** Connects and, where asked, reads the first bytes a server says. */
export const tcp = defineProbe<TcpSettings>({
  settings,
  target: ({ host, port }) => ({ label: `TCP ${hostPort(host, port)}`, host: hostPort(host, port) }),
  expects: { connected: true },
  observes: ({ read }) => ({ connection: true, banner: read === undefined ? 'nothing is read without "read"' : true }),
  run: ({ host, port, send, read }) => async ({ signal, network }) => {
    const stopwatch = new Stopwatch();
    const dialled = await dial({ host, port }, { signal, network, stopwatch });
    if (!dialled.ok) return dialled.observation;
    if (send !== undefined) {
      stopwatch.enter('request');
      dialled.socket.write(send);
    }
    const heard = read === undefined ? {} : await listen({ dialled, most: read, stopwatch, signal });
    const timings = stopwatch.stop();
    dialled.socket.destroy();
    return { ...timings, address: dialled.address, ...heard };
  },
});
