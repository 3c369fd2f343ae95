import type { Baseline } from '../health/score-drop.ts';
import type { Condition } from '../health/service-state.ts';
import type { Awaited } from './awaited.ts';
import type { Incident } from './incident.ts';
import type { Note } from './note.ts';

/** Notes that wait for one audience, oldest first, and who is delivering them now. */
export interface Queue {
  readonly notes: readonly Note[];
  readonly claim?: { readonly by: string; readonly until: number };
  /** Its topic refuses for good: since when, and what it says. */
  readonly refused?: { readonly at: number; readonly why: string };
}

/** A service's state, since the run that first showed it: when ill, since the first failure that makes it so. Epoch milliseconds. */
export type ServiceState = Condition & { readonly since: number };

/** Nobody is told of these services until then, or of any. */
export interface Silence {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly until: number;
  /** Absent: all. */
  readonly services?: readonly string[];
  readonly why?: string;
}

/** The judgement on the whole environment: one small item, written only when something changed. Times are epoch milliseconds. */
export interface Evaluation {
  /** 0 for the evaluation of an environment that has none yet. */
  readonly version: number;
  readonly services: Readonly<Record<string, ServiceState>>;
  readonly baseline?: Baseline;
  /** The open one. */
  readonly incident?: Incident;
  /** The number of the last incident. */
  readonly incidents: number;
  /** Checks of which the owners were told that the checker cannot see what they ask. */
  readonly unseen: readonly string[];
  /** Absent: none. */
  readonly awaited?: Awaited;
  readonly silences: readonly Silence[];
  /** How many notes were ever made; the next one's number is one more. */
  readonly notes: number;
  /** By audience. */
  readonly queues: Readonly<Record<string, Queue>>;
}

/** The evaluation of an environment that was never judged. */
export const firstEvaluation: Evaluation = { version: 0, services: {}, incidents: 0, unseen: [], silences: [], notes: 0, queues: {} };
