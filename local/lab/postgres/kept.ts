type Row = readonly string[];

/** What was inserted into tables since a server was started, beside what its settings say is in them. */
export class Kept {
  readonly #rows = new Map<string, Row[]>();

  of(database: string, table: string): readonly Row[] {
    return this.#rows.get(`${database}.${table}`) ?? [];
  }

  add(database: string, table: string, row: Row): void {
    const rows = this.#rows.get(`${database}.${table}`);
    if (rows === undefined) this.#rows.set(`${database}.${table}`, [row]);
    else rows.push(row);
  }
}
