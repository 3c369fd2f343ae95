import type { AuthSettings } from '../auth/application.ts';
import { keysTable } from '../auth/keys.ts';
import type { TableSettings } from '../postgres/settings.ts';
import type { RegistrySettings } from '../registry/application.ts';
import { authDatabase } from '../settings.ts';
import type { Cause, Causes } from './cause.ts';

const auth = (change: Partial<AuthSettings>, what: string): Cause => ({ what, apply: (settings) => ({ ...settings, auth: { ...settings.auth, ...change } }) });
const registry = (change: RegistrySettings, what: string): Cause =>
  ({ what, apply: (settings) => ({ ...settings, registry: { ...settings.registry, ...change } }) });
/** Of the table in auth's database that knows the keys. */
const keys = (change: (table: TableSettings) => Partial<TableSettings>, what: string): Cause => ({
  what,
  apply: (settings) => {
    const { [authDatabase]: tables = {}, ...others } = settings.database.databases;
    const { [keysTable]: table } = tables;
    if (table === undefined) return settings;
    const databases = { ...others, [authDatabase]: { ...tables, [keysTable]: { ...table, ...change(table) } } };
    return { ...settings, database: { ...settings.database, databases } };
  },
});
const inEveryRow = (column: string, value: string) => ({ columns, rows }: TableSettings): Partial<TableSettings> =>
  ({ rows: rows.map((row) => row.map((before, at) => (columns[at] === column ? value : before))) });

/** What can be wrong with the auth and the registry applications. */
export const applicationCauses: Causes = {
  'checker-key-unknown': keys(() => ({ rows: [] }), "the checker's API key was not migrated: auth does not know it"),
  'checker-key-scopes-missing': keys(inEveryRow('scopes', 'model:read'), "the checker's key has lost its scopes"),
  'checker-key-other-service': keys(inEveryRow('service_id', 'ml-platform'), "the checker's key belongs to another service"),
  'auth-database-slow': keys(() => ({ lookupMs: 6_000 }), "auth's database takes six seconds to find a key"),
  'auth-breaks': auth({ breaks: true }, 'auth answers every validation with 500'),
  'auth-admits-any-key': auth({ admitsAnyKey: true }, 'auth takes every key for a good one'),
  'auth-rate-limit-low': auth({ limit: 3 }, 'auth lets a key ask three times a minute'),
  'auth-limits-rudely': auth({ limit: 3, withoutRetryAfter: true }, 'auth limits a key to three requests a minute and does not say when to come back'),
  'registry-breaks': registry({ breaks: true }, "every request of the registry's API ends in a 500"),
  'registry-slow': registry({ delayMs: 1_300 }, "the registry's API takes 1.3 s longer"),
  'registry-asks-nobody': registry({ asksNobody: true }, 'the registry lets everybody in'),
  'registry-takes-query-keys': registry({ takesKeysFromQuery: true }, 'the registry lets in whoever names a key in the query string'),
  'registry-echoes-keys': registry({ echoesKeys: true }, 'the registry repeats a refused key'),
  'registry-refuses-in-html': registry({ refusesInHtml: true }, 'the registry refuses with a page for people'),
  'registry-without-openapi': registry({ withoutOpenApi: true }, 'the registry documents nothing'),
};
