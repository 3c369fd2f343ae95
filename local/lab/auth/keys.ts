import { createHash } from 'node:crypto';
import type { Database } from '../database/database.ts';
import type { TableSettings } from '../postgres/settings.ts';

/** An API key that the auth service has given out. */
export interface ApiKey {
  readonly key: string;
  readonly keyId: string;
  readonly userId: string;
  readonly serviceId: string;
  readonly scopes: readonly string[];
}

/** What is known of a key without the key itself. */
export type KnownKey = Omit<ApiKey, 'key'>;

export const keysTable = 'api_keys';
const columns = ['key_hash', 'key_id', 'user_id', 'service_id', 'scopes'] as const;
const [hashed, ...told] = columns;

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** The table of auth's database that knows these keys; a key itself is not in it. */
export const tableOf = (keys: readonly ApiKey[]): TableSettings => ({
  columns, rows: keys.map(({ key, keyId, userId, serviceId, scopes }) => [hashOf(key), keyId, userId, serviceId, scopes.join(' ')]),
});

const everyKey = `SELECT ${told.join(', ')} FROM ${keysTable}`;

/** What the database knows of a key; a defect makes it forget which one was asked for. Rejects where the database cannot be asked. */
export const findKey = async (database: Database, key: string, forgetsWhich = false): Promise<KnownKey | undefined> => {
  const [found] = await (forgetsWhich ? database.ask(everyKey) : database.ask(`${everyKey} WHERE ${hashed} = $1`, hashOf(key)));
  if (found === undefined) return undefined;
  const { key_id: keyId = '', user_id: userId = '', service_id: serviceId = '', scopes = '' } = found;
  return { keyId, userId, serviceId, scopes: scopes.split(' ').filter((scope) => scope !== '') };
};
