import type { Reach } from './rule.ts';

/**
 * What each service cannot do its work without, as every platform of this kind is made: the registry asks auth about keys and passes on to
 * MLflow, all three keep their things in the database, and who takes messages from the queue is the registry.
 */
const needs: Readonly<Record<string, readonly string[]>> = {
  registry: ['auth', 'mlflow', 'database'],
  auth: ['database'],
  mlflow: ['database'],
  queue: ['registry'],
  database: ['secrets'],
};

export const itself: Reach = (from, to) => from === to;
/** Those that need it directly. What they in turn bring down follows from what was seen of them. */
export const dependents: Reach = (from, to) => needs[to]?.includes(from) ?? false;
/** These, which have to do with it in a way that the others have not. */
export const only = (...services: readonly string[]): Reach => (_, to) => services.includes(to);
export const itselfAndDependents: Reach = (from, to) => itself(from, to) || dependents(from, to);
