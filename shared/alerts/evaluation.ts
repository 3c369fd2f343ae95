import type { Baseline } from '../health/score-drop.ts';
import type { ServiceState } from '../health/service-state.ts';
import type { Note } from './note.ts';

/** Notes that wait for one audience, oldest first, and who is delivering them now. */
export interface Queue {
  readonly notes: readonly Note[];
  readonly claim?: { readonly by: string; readonly until: number };
}

/** The judgement on the whole environment: one small item, written only when something changed. */
export interface Evaluation {
  /** 0 for the evaluation of an environment that has none yet. */
  readonly version: number;
  readonly services: Readonly<Record<string, ServiceState>>;
  readonly baseline?: Baseline;
  /** How many notes were ever made; the next one's number is one more. */
  readonly notes: number;
  /** By audience. */
  readonly queues: Readonly<Record<string, Queue>>;
}
