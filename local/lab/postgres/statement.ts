import { setTimeout } from 'node:timers/promises';
import type { Sessions } from './admission.ts';
import type { PostgresSettings, TableSettings } from './settings.ts';
import { complete, description, row } from './wire.ts';
import type { Refusal } from './wire.ts';

/** What is asked, where, by how many. */
export interface Asked { readonly sql: string; readonly values: readonly string[]; readonly database: string; readonly sessions: Sessions }

/** What came of a statement: columns where it tells something, and rows. */
export interface Told { readonly columns?: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly tag: string }

const error = (code: string, message: string): Refusal => ({ severity: 'ERROR', code, message });

const oneRow = (...values: readonly string[]): Told => ({ columns: values.map(() => '?column?'), rows: [values], tag: 'SELECT 1' });

/** Columns of a table, of all its rows or of those with a value in a column. */
const selection = /^select (?<columns>\w+(?:, ?\w+)*) from (?<table>\w+)(?: where (?<by>\w+) ?= ?\$1)?$/;
/** What is inserted is not kept: whoever asks keeps it. */
const insertion = /^insert into (?<table>\w+) default values$/;

const select = async (
  { columns: known, rows, lookupMs = 0 }: TableSettings, columns: readonly string[], by: string | undefined, value: string | undefined,
): Promise<Told | Refusal> => {
  const unknown = [...columns, ...(by === undefined ? [] : [by])].find((name) => !known.includes(name));
  if (unknown !== undefined) return error('42703', `column "${unknown}" does not exist`);
  // Without keeping a process alive that has nothing else to do.
  if (lookupMs > 0) await setTimeout(lookupMs, undefined, { ref: false });
  const at = by === undefined ? undefined : known.indexOf(by);
  const found = rows.filter((row) => at === undefined || row[at] === value);
  return { columns, rows: found.map((row) => columns.map((name) => row[known.indexOf(name)] ?? '')), tag: `SELECT ${found.length}` };
};

/** Runs one of the few statements that this server knows. */
export const run = async ({ sql, values, database, sessions }: Asked, settings: PostgresSettings): Promise<Told | Refusal> => {
  const { version, standby, used, maxConnections, databases } = settings;
  const asked = sql.trim().replace(/;$/, '').toLowerCase();
  if (asked === 'select 1') return oneRow('1');
  if (asked === 'show server_version') return oneRow(version);
  if (asked === 'select pg_catalog.pg_is_in_recovery()') return oneRow(standby ? 't' : 'f');
  if (asked.includes('numbackends')) return oneRow(String(used + sessions.all), String(maxConnections));
  const [selected, inserted] = [selection.exec(asked)?.groups, insertion.exec(asked)?.groups];
  const name = selected?.['table'] ?? inserted?.['table'];
  if (name === undefined) return error('0A000', 'this server answers but a few queries');
  const table = databases[database]?.[name];
  if (table === undefined) return error('42P01', `relation "${name}" does not exist`);
  if (selected !== undefined) return select(table, (selected['columns'] ?? '').split(/, ?/), selected['by'], values[0]);
  if (standby) return error('25006', 'cannot execute INSERT in a read-only transaction');
  return { rows: [], tag: 'INSERT 0 1' };
};

/** The messages that tell of it. Who asked in steps knows the columns by then. */
export const messagesOf = ({ columns, rows, tag }: Told, withColumns: boolean): Buffer =>
  Buffer.concat([...(withColumns && columns !== undefined ? [description(columns)] : []), ...rows.map(row), complete(tag)]);
