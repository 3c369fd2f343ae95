import type { Evaluation } from './alerts/evaluation.ts';
import type { Policy } from './alerts/policy.ts';
import { concerns } from './alerts/routing.ts';
import { noteWithoutStore, overWithoutStore, repeatAfterMs, type Opened } from './alerts/without-store.ts';
import { deliverNote, type DeliverTools } from './deliver.ts';
import type { RunOutcome } from './run.ts';

/** What a warm container keeps of what it told while nothing could be remembered. */
export interface WithoutStore {
  /** When it told last, epoch milliseconds. */
  toldWithoutStoreAt?: number;
  /** What is open because of that, and whom it was told. */
  openWithoutStore?: { readonly note: Opened; readonly audiences: readonly string[] };
}

type Tools = DeliverTools & { readonly warm: WithoutStore };

/** The note that goes out while nothing can be remembered, at most one a quarter of an hour; not of what the last evaluation told. Gives how many took it. */
export const tellWithoutStore = async (outcome: RunOutcome, policy: Policy, tools: Tools, last?: Evaluation): Promise<number> => {
  const { clock, warm } = tools;
  if (outcome.did !== 'probed') return 0;
  if (warm.toldWithoutStoreAt !== undefined && clock.now() - warm.toldWithoutStoreAt < repeatAfterMs) return 0;
  const note = noteWithoutStore(policy, outcome.state, last);
  if (note === undefined) return 0;
  const opened = { services: note.incident.services, openedAt: note.at };
  const audiences = Object.entries(policy.audiences).flatMap(([name, audience]) => (concerns(audience, opened, note.at) ? [name] : []));
  const sent = await Promise.all(audiences.map((audience) => deliverNote(audience, note, { states: [outcome.state] }, tools)));
  if (sent.some((became) => became !== 'waits')) {
    warm.toldWithoutStoreAt = clock.now();
    warm.openWithoutStore = { note, audiences };
  }
  return sent.filter((became) => became === 'taken').length;
};

/**
 * Closes what was told so, once the services that it told of are well: nobody else knows that it is open. Where an incident was recorded under the
 * same key, its end closes it. Gives how many took the note; where some did not, the next run tries again, by the same key.
 */
export const closeWithoutStore = async (outcome: RunOutcome, policy: Policy, tools: Tools, judged?: Evaluation): Promise<number> => {
  const { warm } = tools;
  const open = warm.openWithoutStore;
  if (open === undefined || outcome.did !== 'probed') return 0;
  if (judged?.incident !== undefined && open.note.incident.keys.every((key) => judged.incident?.keys.includes(key))) {
    delete warm.openWithoutStore;
    return 0;
  }
  const note = overWithoutStore(open.note, outcome.state);
  if (note === undefined) return 0;
  const audiences = open.audiences.filter((audience) => Object.hasOwn(policy.audiences, audience));
  const sent = await Promise.all(audiences.map((audience) => deliverNote(audience, note, { states: [outcome.state] }, tools)));
  if (!sent.includes('waits')) delete warm.openWithoutStore;
  return sent.filter((became) => became === 'taken').length;
};
