// Dynalite's parts, without its HTTP server: that one ends the process when its disk is full.

declare module 'dynalite/db/index.js' {
  /** What the operations work on; `db` is the LevelDB under it. */
  export interface Tables {
    readonly db: { readonly open: () => Promise<void>; readonly close: () => Promise<void> };
  }
  /** Without a path everything is kept in memory. */
  export function create(options: { path?: string; createTableMs?: number; deleteTableMs?: number; updateTableMs?: number }): Tables;
}

declare module 'dynalite/validations/index.js' {
  import type { Tables } from 'dynalite/db/index.js';

  /** Which input an operation takes. */
  export interface Rules { readonly types: unknown; readonly custom?: unknown }
  /** The input with nothing but what the operation knows. Throws a Refusal. */
  export function checkTypes(input: unknown, types: unknown): unknown;
  /** Throws a Refusal. */
  export function checkValidations(input: unknown, types: unknown, custom: unknown, tables: Tables): void;
}
