/** What a statement found: texts by the names of their columns. */
export type Row = Readonly<Record<string, string>>;

/** A database, as an application uses it. */
export interface Database {
  /** Where it is, as the application was told. */
  readonly host: string;
  readonly port: number;
  /** Runs a statement. Rejects with the driver's error: one of its server's with a SQLSTATE as its `code`, or one of the operating system. */
  readonly ask: (sql: string, ...values: readonly string[]) => Promise<readonly Row[]>;
}
