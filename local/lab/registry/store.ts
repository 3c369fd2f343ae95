import { DatabaseError } from 'pg';
import type { Database } from '../database/database.ts';
import type { TableSettings } from '../postgres/settings.ts';

/** A model as the registry's own API lists it. */
export interface Model {
  readonly name: string;
  readonly versions: readonly number[];
}

const [models, versions] = ['models', 'versions'];

/** The tables of the registry's database that hold these models. */
export const tablesOf = (kept: readonly Model[]): Readonly<Record<string, TableSettings>> => ({
  [models]: { columns: ['name'], unique: 'name', rows: kept.map(({ name }) => [name]) },
  [versions]: { columns: ['model', 'version'], rows: kept.flatMap((model) => model.versions.map((version) => [model.name, String(version)])) },
});

/** What the registry keeps of models in its database. Every method rejects where that cannot be asked. */
export interface ModelStore {
  readonly all: () => Promise<readonly Model[]>;
  readonly named: (name: string) => Promise<Model | undefined>;
  /** Whether it is new. */
  readonly add: (name: string) => Promise<boolean>;
  readonly addVersion: (name: string, version: number) => Promise<void>;
}

/** SQLSTATE of a value that is there already. */
const uniqueViolation = '23505';

export const openStore = (database: Database): ModelStore => ({
  all: async () => {
    const [names, of] = [await database.ask(`SELECT name FROM ${models}`), await database.ask(`SELECT model, version FROM ${versions}`)];
    return names.map(({ name = '' }) => ({ name, versions: of.filter(({ model }) => model === name).map(({ version }) => Number(version)) }));
  },
  named: async (name) => {
    if ((await database.ask(`SELECT name FROM ${models} WHERE name = $1`, name)).length === 0) return undefined;
    const found = await database.ask(`SELECT version FROM ${versions} WHERE model = $1`, name);
    return { name, versions: found.map(({ version }) => Number(version)) };
  },
  add: async (name) => {
    try {
      await database.ask(`INSERT INTO ${models} (name) VALUES ($1)`, name);
      return true;
    } catch (error) {
      if (error instanceof DatabaseError && error.code === uniqueViolation) return false;
      throw error;
    }
  },
  addVersion: async (name, version) => {
    await database.ask(`INSERT INTO ${versions} (model, version) VALUES ($1, $2)`, name, String(version));
  },
});
