import type { Facts } from '../checks/observation.ts';
import { hostPort } from '../platform/host-port.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { host, port } from './address.ts';
import { dial } from './dial/dial.ts';
import { converse } from './dial/dialogue.ts';
import { Ended } from './dial/ended.ts';
import { Stopwatch } from './dial/stopwatch.ts';
import { isLoopback } from './http/key.ts';
import { defineProbe } from './probe.ts';
import { readCredential } from './read-credential.ts';
import { lookAtBacklog } from './redis/backlog.ts';
import { orGreeting } from './redis/greeting.ts';
import { factsOf, informationOf, serverTime } from './redis/information.ts';
import { logIn } from './redis/login.ts';
import { Replies } from './redis/replies.ts';
import { command, sessionOf } from './redis/session.ts';
import type { Session } from './redis/session.ts';

const settings = (z: Zod) => z.strictObject({
  host: host(z),
  port: port(z).default(6379),
  tls: z.boolean({ error: 'true or false' }).default(false).describe('Encrypted, and the certificate verified.'),
  credential: z.string().min(1).exactOptional().describe('The name of a described credential: the password, or user:password.'),
  key: z.string().min(1).exactOptional().describe('A list or a stream: how much waits in it is told.'),
});

export type RedisSettings = SettingsOf<typeof settings>;

const protocol = 'redis';

/** What the server tells of itself and of the key. `facts` grows as it goes, so that what was told stays known where the rest fails. */
const lookAround = async (session: Session, key: string | undefined, facts: Record<string, Facts[string]>): Promise<void> => {
  const told = await orGreeting(session, async () => informationOf((await session.ask('text', 'INFO')).text ?? ''));
  Object.assign(facts, factsOf(told));
  if (key !== undefined) await lookAtBacklog(session, key, serverTime(told) ?? Date.now(), facts);
};

/** Logs in, asks the server about itself and, where one is described, about a queue in it; says goodbye and closes, whatever happens. */
export const redis = defineProbe<RedisSettings>({
  settings,
  target: ({ host, port, credential, key }) => {
    const at = hostPort(host, port);
    // A credential is read, and then used.
    const requests = 2 + (credential === undefined ? 0 : 2) + (key === undefined ? 0 : 5);
    return { label: `Redis ${at}${key === undefined ? '' : ` ${key}`}`, host: at, requests };
  },
  expects: { facts: { role: 'master' } },
  observes: ({ tls }) => ({ facts: true, certificate: tls ? true : 'the connection is not encrypted' }),
  facts: {
    role: 'master, or replica',
    version: "the server's own, such as 7.0.15",
    usedMemoryBytes: 'memory that it uses',
    usedMemoryPercent: 'of what it may use (maxmemory), where that is limited and a full server refuses what is new',
    clients: 'how many are connected, this one included',
    clientsMost: 'how many there can be (maxclients), where it tells',
    masterLink: "of a replica: up, or down where it does not hear its master",
    depth: 'how many wait under the key: of a stream with consumer groups what the one that is worst off has not dealt with, else the length; 0 where there is none',
    oldestAgeSeconds: 'how old the oldest of those that wait in a stream is, by its id; of a list nobody knows',
    entries: 'how many are in a stream, dealt with or not',
    groups: 'how many consumer groups a stream has',
  },
  run: ({ host, port, tls, credential: name, key }) => async (context) => {
    const credential = name === undefined ? { value: undefined } : await readCredential(name, context);
    if ('failure' in credential) return { phases: {}, totalMs: 0, failure: credential.failure };
    const { signal, network } = context;
    const stopwatch = new Stopwatch();
    const dialled = await dial({ host, port, ...(tls ? { tls: { protocol } } : {}) }, { signal, network, stopwatch });
    if (!dialled.ok) return dialled.observation;

    const { address } = dialled;
    const certificate = dialled.certificate?.();
    const seen = { address, ...(certificate && { certificate }) };
    const facts: Record<string, Facts[string]> = {};
    stopwatch.enter('firstByte');
    const dialogue = converse(dialled, new Replies(), { signal, stopwatch });
    const session = sessionOf(dialogue, () => stopwatch.phase);
    try {
      await logIn(session, credential.value, tls || isLoopback(address));
      stopwatch.enter('body');
      await lookAround(session, key, facts);
      return { ...stopwatch.stop(), ...seen, facts };
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      return { ...stopwatch.stop(), ...seen, facts, failure: error.failure };
    } finally {
      await dialogue.close(command('QUIT'));
    }
  },
});
