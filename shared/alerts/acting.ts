import type { Score } from '../health/score.ts';
import type { Policy } from './policy.ts';

/** What a person does. An incident's number is given to be sure that it is the one that is meant. */
export type Act =
  | { readonly action: 'ack'; readonly incident?: number }
  | { readonly action: 'note'; readonly incident?: number; readonly text: string }
  /** `id` is a new one; `until` is epoch milliseconds; without services all are meant. */
  | { readonly action: 'silence'; readonly id: string; readonly until: number; readonly services?: readonly string[]; readonly why?: string }
  | { readonly action: 'unsilence'; readonly id: string }
  | { readonly action: 'test-alert'; readonly audience: string };

/** Who does it, when (epoch milliseconds), and what is known there. */
export interface Acting extends Pick<Policy, 'environment' | 'audiences'> {
  readonly by: string;
  readonly now: number;
  /** Every service that some check speaks for. */
  readonly services: readonly string[];
  readonly score: Score;
}

/** Why nothing was done: a sentence that says what there is instead. */
export interface Refusal {
  readonly refused: string;
}
