import type { Facts } from '../../checks/observation.ts';
import type { Conversation } from './conversation.ts';
import { Ended } from '../dial/ended.ts';
import { query } from './frontend.ts';
import { serverFailure } from './server-error.ts';

type Row = readonly (string | undefined)[];

/** Asks what has one row for an answer, and reads the answer to its end. Throws Ended. */
const ask = async ({ send, next }: Conversation, sql: string, who: string): Promise<Row> => {
  let row: Row | undefined;
  send(query(sql));
  for (;;) {
    const message = await next();
    if (message.type === 'error') throw new Ended(serverFailure(message, who, 'body'));
    if (message.type === 'row') row = message.values;
    else if (message.type === 'ready' && row !== undefined) return row;
    else throw new Ended({ reason: 'malformed', phase: 'body', detail: `The server does not answer "${sql}" as it should.` });
  }
};

const odd = (what: string) => new Ended({ reason: 'malformed', phase: 'body', detail: `The server tells ${what}.` });

/** The databases' own statistics count also those who hide what they do, but with them whoever works in a database for the server itself. */
const backends = 'pg_catalog.sum(numbackends)';
const limit = "pg_catalog.current_setting('max_connections') from pg_catalog.pg_stat_database";
/** Such as parallel workers and those who clean up: as far as the role may see who they are, for they need no connection. */
const workers =
  "(select pg_catalog.count(*) from pg_catalog.pg_stat_activity where datid is not null and backend_type operator(pg_catalog.<>) 'client backend')";
/** With the workers, where who is connected is shown to nobody. */
const roughly = `select ${backends}, ${limit}`;

/** In the order asked. Each name says where it is: a role's own search path may lead to others of that name. */
export const queries = [
  'select 1',
  'show server_version',
  'select pg_catalog.pg_is_in_recovery()',
  `select ${backends} operator(pg_catalog.-) ${workers}, ${limit}`,
] as const;

/** Asks another thing where the role may not see what the first one takes. */
const askOr = async (conversation: Conversation, sql: string, instead: string, who: string): Promise<Row> => {
  try {
    return await ask(conversation, sql, who);
  } catch (error) {
    if (!(error instanceof Ended) || error.failure.reason !== 'undecided') throw error;
    while ((await conversation.next()).type !== 'ready');
    return ask(conversation, instead, who);
  }
};

/** Asks all of it, one after the other. `facts` grows as it goes, so that what was told stays known where the rest fails. Throws Ended. */
export const askServer = async (conversation: Conversation, who: string, facts: Record<string, Facts[string]>): Promise<void> => {
  const [alive, version, recovery, connections] = queries;
  if ((await ask(conversation, alive, who))[0] !== '1') throw odd('that 1 is not 1');
  [facts['version'] = ''] = await ask(conversation, version, who);
  const [standby] = await ask(conversation, recovery, who);
  facts['role'] = standby === 't' ? 'standby' : 'primary';
  const [used, most] = (await askOr(conversation, connections, roughly, who)).map(Number);
  if (used === undefined || most === undefined || !(used >= 0) || !(most > 0)) throw odd('no number of connections');
  Object.assign(facts, { connectionsUsed: used, connectionsMost: most, connectionsPercent: Math.round((1_000 * used) / most) / 10 });
};
