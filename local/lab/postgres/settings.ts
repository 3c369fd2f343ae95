export interface RoleSettings {
  /** Absent: none is set, so that no password is right. */
  readonly password?: string;
  /** Whether it may log in at all. */
  readonly login: boolean;
  /** So many sessions it may have at a time. */
  readonly connectionLimit?: number;
  /** Databases that it may not connect to. */
  readonly denied?: readonly string[];
}

/** A table: all that it holds is text. */
export interface TableSettings {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A column in which every row has a value of its own. */
  readonly unique?: string;
  /** Milliseconds that finding something in it takes. */
  readonly lookupMs?: number;
}

/** How a Postgres server is set up: plain data that it reads anew for each connection and each statement. */
export interface PostgresSettings {
  readonly roles: Readonly<Record<string, RoleSettings>>;
  /** The tables of each database, by their names. */
  readonly databases: Readonly<Record<string, Readonly<Record<string, TableSettings>>>>;
  /** Nobody is admitted without encryption. */
  readonly requireTls: boolean;
  /** Users that the rules of admission turn away. */
  readonly rejected: readonly string[];
  readonly maxConnections: number;
  /** Sessions that others have. */
  readonly used: number;
  readonly standby: boolean;
  readonly startingUp: boolean;
  /** It takes statements and does not come to an end with any, until it is asked to give it up. */
  readonly stuck: boolean;
  /** Such as `15.4`. */
  readonly version: string;
}

export const usualPostgres: PostgresSettings = {
  roles: {}, databases: { postgres: {} }, requireTls: false, rejected: [], maxConnections: 100, used: 0, standby: false, startingUp: false, stuck: false,
  version: '15.4',
};
