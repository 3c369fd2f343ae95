import type { Facts } from '../checks/observation.ts';
import type { Reason } from '../checks/reason.ts';
import { hostPort } from '../platform/host-port.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { host, port } from './address.ts';
import { Stopwatch } from './dial/stopwatch.ts';
import { isLoopback } from './http/key.ts';
import { askServer, queries } from './postgres/ask.ts';
import { openCancelling } from './postgres/cancelling.ts';
import { converse } from './postgres/conversation.ts';
import { readLogin } from './postgres/credentials.ts';
import { Ended } from './dial/ended.ts';
import { logIn } from './postgres/login.ts';
import { open } from './postgres/open.ts';
import { defineProbe } from './probe.ts';

const whatText = 'a text of one line';
const oneLine = (z: Zod) => z.string({ error: whatText }).regex(/^[^\p{Cc}]+$/u, { error: whatText });
const credential = (z: Zod) => z.string().min(1).exactOptional();

const settings = (z: Zod) => z.strictObject({
  host: host(z),
  port: port(z).default(5432),
  tls: z.boolean({ error: 'true or false' }).default(true).describe('Encrypted, and the certificate verified.'),
  database: oneLine(z),
  user: oneLine(z).describe("The user that the platform's task should log in as."),
  loginUser: credential(z).describe('The name of a described credential that holds the user that it does log in as.'),
  password: credential(z).describe('The name of a described credential: the password of that user.'),
});

export type PostgresSettings = SettingsOf<typeof settings>;

/** The server may still be busy with what was asked: it notices that nobody listens only when it has an answer. */
const leavesItBusy: ReadonlySet<Reason> = new Set<Reason>(['body-timeout', 'too-large']);

/**
 * Logs in as the platform's task does, asks the server about itself, says goodbye and closes the connection, whatever happens. A query that
 * is given up is cancelled at the server, too: its session would stay there until it ends, one for each time that a sick server is asked.
 */
export const postgres = defineProbe<PostgresSettings>({
  settings,
  target: ({ host, port, database, loginUser, password }) => {
    const at = hostPort(host, port);
    return { label: `Postgres ${at}/${database}`, host: at, requests: [loginUser, password].filter((name) => name !== undefined).length + 1 + queries.length };
  },
  expects: { facts: { role: 'primary' } },
  observes: ({ tls }) => ({ facts: true, certificate: tls ? true : 'the connection is not encrypted' }),
  facts: {
    user: 'who logged in, or tried to',
    role: 'primary, or standby while it recovers or follows another server',
    version: "the server's own, such as 15.4",
    connectionsUsed: 'how many sessions there are, this one included, without the workers that help them where those are shown',
    connectionsMost: 'how many there can be (max_connections)',
    connectionsPercent: 'the one of the other',
    tls: 'whether this session is encrypted',
  },
  closingMs: 250,
  run: (settings) => async (context) => {
    const credentials = await readLogin(settings, context);
    const { facts: known } = credentials;
    if ('failure' in credentials) return { phases: {}, totalMs: 0, facts: known, failure: credentials.failure };
    const { user, password, who } = credentials;
    const { signal, network } = context;
    const stopwatch = new Stopwatch();
    const opened = await open(settings, { signal, network, stopwatch });
    if (!opened.ok) return { ...opened.observation, facts: known };

    const { address } = opened;
    const certificate = opened.certificate?.();
    const seen = { address, ...(certificate && { certificate }) };
    const facts: Record<string, Facts[string]> = { ...known, tls: settings.tls };
    stopwatch.enter('firstByte');
    const conversation = converse(opened, { signal, stopwatch });
    let begun = false;
    let key: Buffer | undefined;
    try {
      const confidential = settings.tls || isLoopback(address);
      key = await logIn(conversation, { user, database: settings.database, confidential, who, ...(password !== undefined && { password }) });
      begun = true;
      stopwatch.enter('body');
      await askServer(conversation, who, facts);
      return { ...stopwatch.stop(), ...seen, facts };
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      const timings = stopwatch.stop();
      if (key !== undefined && leavesItBusy.has(error.failure.reason)) {
        context.session('postgres-cancelling', openCancelling).begin({ ...settings, address }, key, network);
      }
      return { ...timings, ...seen, facts, failure: error.failure };
    } finally {
      await conversation.close(begun);
    }
  },
});
