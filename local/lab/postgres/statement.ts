import { setTimeout } from 'node:timers/promises';
import type { Sessions } from './admission.ts';
import type { Kept } from './kept.ts';
import type { PostgresSettings, TableSettings } from './settings.ts';
import { complete, description, row } from './wire.ts';
import type { Refusal } from './wire.ts';

/** What is asked, where, by how many. */
export interface Asked { readonly sql: string; readonly values: readonly string[]; readonly database: string; readonly sessions: Sessions; readonly kept: Kept }

/** What came of a statement: columns where it tells something, and rows. */
export interface Told { readonly columns?: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly tag: string }

const error = (code: string, message: string): Refusal => ({ severity: 'ERROR', code, message });

const oneRow = (...values: readonly string[]): Told => ({ columns: values.map(() => '?column?'), rows: [values], tag: 'SELECT 1' });

/** Columns of a table, of all its rows or of those with a value in a column. */
const selection = /^select (?<columns>\w+(?:, ?\w+)*) from (?<table>\w+)(?: where (?<by>\w+) ?= ?\$1)?$/;
/** A row of nothing, or of the values given. */
const insertion = /^insert into (?<table>\w+) (?:default values|\((?<columns>\w+(?:, ?\w+)*)\) values \(\$\d(?:, ?\$\d)*\))$/;
const namesIn = (list: string | undefined): readonly string[] => list?.split(/, ?/) ?? [];

const select = async (
  { columns: known, rows, lookupMs = 0 }: TableSettings, columns: readonly string[], by: string | undefined, value: string | undefined,
): Promise<Told> => {
  // Without keeping a process alive that has nothing else to do.
  if (lookupMs > 0) await setTimeout(lookupMs, undefined, { ref: false });
  const at = by === undefined ? undefined : known.indexOf(by);
  const found = rows.filter((row) => at === undefined || row[at] === value);
  return { columns, rows: found.map((row) => columns.map((name) => row[known.indexOf(name)] ?? '')), tag: `SELECT ${found.length}` };
};

/** The row that a table of these rows would have more; what is not given is empty. */
const inserted = ({ columns: known, rows, unique }: TableSettings, columns: readonly string[], values: readonly string[]): readonly string[] | Refusal => {
  const row = known.map((name) => values[columns.indexOf(name)] ?? '');
  const taken = unique !== undefined && rows.some((other) => other[known.indexOf(unique)] === row[known.indexOf(unique)]);
  return taken ? error('23505', `duplicate key value violates unique constraint on "${unique}"`) : row;
};

/** Runs one of the few statements that this server knows. */
export const run = async ({ sql, values, database, sessions, kept }: Asked, settings: PostgresSettings): Promise<Told | Refusal> => {
  const { version, standby, used, maxConnections, databases } = settings;
  const asked = sql.trim().replace(/;$/, '').toLowerCase();
  if (asked === 'select 1') return oneRow('1');
  if (asked === 'show server_version') return oneRow(version);
  if (asked === 'select pg_catalog.pg_is_in_recovery()') return oneRow(standby ? 't' : 'f');
  if (asked.includes('numbackends')) return oneRow(String(used + sessions.all), String(maxConnections));
  const statement = (selection.exec(asked) ?? insertion.exec(asked))?.groups;
  const { table: name, columns: listed, by } = statement ?? {};
  if (name === undefined) return error('0A000', 'this server answers but a few queries');
  const set = databases[database]?.[name];
  if (set === undefined) return error('42P01', `relation "${name}" does not exist`);
  const table = { ...set, rows: [...set.rows, ...kept.of(database, name)] };
  const columns = namesIn(listed);
  const unknown = [...columns, ...namesIn(by)].find((column) => !table.columns.includes(column));
  if (unknown !== undefined) return error('42703', `column "${unknown}" does not exist`);
  if (asked.startsWith('select')) return select(table, columns, by, values[0]);
  if (standby) return error('25006', 'cannot execute INSERT in a read-only transaction');
  const row = inserted(table, columns, values);
  if ('code' in row) return row;
  kept.add(database, name, row);
  return { rows: [], tag: 'INSERT 0 1' };
};

/** The messages that tell of it. Who asked in steps knows the columns by then. */
export const messagesOf = ({ columns, rows, tag }: Told, withColumns: boolean): Buffer =>
  Buffer.concat([...(withColumns && columns !== undefined ? [description(columns)] : []), ...rows.map(row), complete(tag)]);
