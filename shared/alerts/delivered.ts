import { own } from '../platform/own.ts';
import { address, type Letterhead } from './address.ts';
import type { Evaluation } from './evaluation.ts';
import type { Note } from './note.ts';
import type { Policy } from './policy.ts';
import { settle } from './queue.ts';

/** What became of a note that is not to be sent again. */
export type Became = 'taken' | 'nothing to say' | { readonly refused: string };

/** Audiences that are told that another cannot be: pagers only where there is nobody else. */
const othersThan = (audience: string, { audiences }: Policy): readonly string[] => {
  const others = Object.entries(audiences).filter(([name]) => name !== audience);
  const read = others.filter(([, { form }]) => form !== 'pager');
  return (read.length > 0 ? read : others).map(([name]) => name);
};

/**
 * The evaluation after a note was delivered, or refused for good by its topic, which the other audiences are then told once, and that it takes notes again. Undefined where
 * the claim is no longer `by`'s: whoever has it now sends it once more.
 */
export const afterDelivery = (
  evaluation: Evaluation, audience: string, note: Note, became: Became, policy: Policy, { by, now }: { readonly by: string; readonly now: number },
): Evaluation | undefined => {
  const queue = own(evaluation.queues, audience);
  if (queue?.claim?.by !== by) return undefined;
  const { refused, ...settled } = settle(queue, by, new Set([note.id]));
  // Of a topic that was asked nothing, nothing is known.
  if (became === 'nothing to say') return { ...evaluation, queues: { ...evaluation.queues, [audience]: { ...settled, ...(refused !== undefined && { refused }) } } };
  const stands = became === 'taken' ? undefined : refused ?? { at: now, why: became.refused };
  const kept = { ...evaluation, queues: { ...evaluation.queues, [audience]: { ...settled, ...(stands !== undefined && { refused: stands }) } } };
  if ((refused === undefined) === (stands === undefined)) return kept;
  const head: Letterhead = { environment: policy.environment, at: note.at, now, score: note.score };
  const news = stands === undefined ? { kind: 'deliverable', audience } as const : { kind: 'undeliverable', audience, why: stands.why } as const;
  return address(kept, othersThan(audience, policy).map((other) => ({ audience: other, news })), head);
};
