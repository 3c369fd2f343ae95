import type { Facts } from '../checks/observation.ts';
import { hostPort } from '../platform/host-port.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { host, port } from './address.ts';
import { Frames } from './amqp/frames.ts';
import { readLogin } from './amqp/read-login.ts';
import { begin, ClosedByBroker, closeOk, goodbye, logIn, openHost } from './amqp/session.ts';
import { dial } from './dial/dial.ts';
import { converse } from './dial/dialogue.ts';
import { Ended } from './dial/ended.ts';
import { Stopwatch } from './dial/stopwatch.ts';
import { isLoopback } from './http/key.ts';
import { defineProbe } from './probe.ts';

const longestVhost = 255;
const whatVhost = `the name of a virtual host, such as "/", of at most ${longestVhost} bytes`;

const settings = (z: Zod) => z.strictObject({
  host: host(z),
  port: port(z).exactOptional().describe('5672 by default, with TLS 5671.'),
  tls: z.boolean({ error: 'true or false' }).default(false).describe('Encrypted, and the certificate verified.'),
  vhost: z.string({ error: whatVhost }).min(1, { error: whatVhost })
    .refine((text) => Buffer.byteLength(text) <= longestVhost, { error: whatVhost }).default('/').describe('The virtual host to open.'),
  credential: z.string().min(1).exactOptional().describe('The name of a described credential: user:password.'),
});

export type AmqpSettings = SettingsOf<typeof settings>;

const protocol = 'amqp';

const portOf = ({ port, tls }: AmqpSettings): number => port ?? (tls ? 5671 : 5672);

/** Shakes hands with a broker, logs in, opens the virtual host, says goodbye and closes, whatever happens. */
export const amqp = defineProbe<AmqpSettings>({
  settings,
  target: (settings) => {
    const at = hostPort(settings.host, portOf(settings));
    return { label: `AMQP ${at} ${settings.vhost}`, host: at, requests: settings.credential === undefined ? 4 : 5 };
  },
  expects: { facts: { opened: true } },
  observes: ({ tls }) => ({ facts: true, certificate: tls ? true : 'the connection is not encrypted' }),
  facts: {
    product: 'what the broker is, such as RabbitMQ, where it tells',
    version: "the broker's own, such as 3.13.7, where it tells",
    opened: 'true: the virtual host was opened',
  },
  run: (settings) => async (context) => {
    const { host, tls, vhost, credential: name } = settings;
    const login = await readLogin(name, context);
    if ('failure' in login) return { phases: {}, totalMs: 0, failure: login.failure };
    const { signal, network } = context;
    const stopwatch = new Stopwatch();
    const dialled = await dial({ host, port: portOf(settings), ...(tls ? { tls: { protocol } } : {}) }, { signal, network, stopwatch });
    if (!dialled.ok) return dialled.observation;

    const { address } = dialled;
    const certificate = dialled.certificate?.();
    const seen = { address, ...(certificate && { certificate }) };
    let facts: Facts = {};
    let words: Buffer | undefined;
    stopwatch.enter('firstByte');
    const dialogue = converse(dialled, new Frames(), { signal, stopwatch });
    try {
      facts = { ...await begin(dialogue) };
      await logIn(dialogue, { ...login, confidential: name === undefined || tls || isLoopback(address) });
      words = goodbye;
      stopwatch.enter('body');
      await openHost(dialogue, vhost);
      return { ...stopwatch.stop(), ...seen, facts: { ...facts, opened: true } };
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      if (error instanceof ClosedByBroker) words = closeOk;
      return { ...stopwatch.stop(), ...seen, facts, failure: error.failure };
    } finally {
      await dialogue.close(words);
    }
  },
});
