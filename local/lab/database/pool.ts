import { Socket } from 'node:net';
import type { LookupFunction } from 'node:net';
import { DatabaseError, Pool } from 'pg';
import type { PoolClient } from 'pg';
import type { Database, Row } from './database.ts';

/** Where a database is, and as whom an application logs in to it. */
export interface DatabasePlace {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: string;
  /** The authority of its certificate (PEM). */
  readonly ca: string;
  readonly lookup: LookupFunction;
}

/** So many sessions one application has at a time; who finds none free waits. */
const most = 5;
/** Milliseconds that an application waits for a session. */
const patienceMs = 30_000;

/** The driver names host and port only. */
const socketWith = (lookup: LookupFunction): Socket => {
  const socket = new Socket();
  const connect = socket.connect.bind(socket);
  return Object.assign(socket, { connect: (port: number, host: string) => connect({ port, host, lookup }) });
};

/** Whether the session went away: by its server's word (SQLSTATE class 57P), or without one. What else a server says, it says of the statement. */
const isGone = (error: unknown): boolean => !(error instanceof DatabaseError) || error.code?.startsWith('57P') === true;

/**
 * An application's sessions, encrypted, kept for the next statement. One that was kept and has gone is replaced, and the statement asked
 * again (what SQLAlchemy calls `pool_pre_ping` comes to the same); a new one that fails is the database's answer.
 */
export const openPool = ({ host, port, name, user, password, ca, lookup }: DatabasePlace): Database & { readonly stop: () => Promise<void> } => {
  const pool = new Pool({
    host, port, database: name, user, password, ssl: { ca }, stream: () => socketWith(lookup),
    max: most, idleTimeoutMillis: 0, connectionTimeoutMillis: patienceMs,
  });
  // The pool lets go of an idle session that ends.
  pool.on('error', () => {});
  const kept = new WeakSet<PoolClient>();
  const ask: Database['ask'] = async (sql, ...values) => {
    const client = await pool.connect();
    const wasKept = kept.has(client);
    kept.add(client);
    try {
      const { rows } = await client.query<Row>(sql, [...values]);
      client.release();
      return rows;
    } catch (error) {
      client.release(isGone(error));
      if (wasKept && isGone(error)) return ask(sql, ...values);
      throw error;
    }
  };
  return { host, port, ask, stop: () => pool.end() };
};
