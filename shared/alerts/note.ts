import type { FailureClass } from '../health/failure-class.ts';
import type { Score } from '../health/score.ts';
import type { HardScore } from '../health/score-drop.ts';
import type { Ill } from '../health/service-state.ts';
import type { Severity } from '../platform/platform.ts';
import type { Cause } from './cause.ts';
import type { Acknowledgement, Affected } from './incident.ts';

/** What became of a service, as a message tells it. */
export interface ServiceChange {
  readonly service: string;
  readonly to: Ill | 'operational';
  /** What it was told to be before; absent: it is newly affected. */
  readonly from?: Ill | 'operational';
  /** Scheduled time of the first failure, or of the first good run; epoch milliseconds. */
  readonly since: number;
  /** The class of failures that is new. */
  readonly class?: FailureClass;
  /** Checks that are newly found to flap. */
  readonly flapping?: readonly string[];
}

/** The incident as it was when the note was made. */
export interface IncidentNow {
  readonly keys: readonly [number, ...number[]];
  readonly since: number;
  readonly severity: Severity;
  readonly services: Readonly<Record<string, Affected>>;
  readonly causes?: readonly Cause[];
  readonly acknowledged?: Acknowledgement;
}

/** What the note tells. */
export type News =
  /** `resolvedAt`: it is over already, nobody had been told. */
  | { readonly kind: 'opened'; readonly incident: IncidentNow; readonly changes: readonly ServiceChange[]; readonly resolvedAt?: number }
  | { readonly kind: 'worsened'; readonly incident: IncidentNow; readonly changes: readonly ServiceChange[] }
  /** What of the incident's causes nobody had been told. */
  | { readonly kind: 'cause'; readonly incident: IncidentNow; readonly causes: readonly Cause[] }
  | { readonly kind: 'reminder'; readonly incident: IncidentNow }
  | { readonly kind: 'acknowledged'; readonly incident: IncidentNow }
  | { readonly kind: 'resolved'; readonly incident: IncidentNow }
  | { readonly kind: 'score-dropped' }
  /** What the checker cannot see any more, and what it sees again. */
  | { readonly kind: 'impaired'; readonly unseen: readonly string[]; readonly seen: readonly string[] }
  /** A topic refuses what others are to be told. */
  | { readonly kind: 'undeliverable'; readonly audience: string; readonly why: string }
  /** It takes them again. */
  | { readonly kind: 'deliverable'; readonly audience: string }
  /** Asked for, to try the way. */
  | { readonly kind: 'trial'; readonly by: string };

/** Something worth telling, as plain data; it is rendered when it is sent. */
export type Note = News & {
  /** `<environment>#<number>`: the same in every copy of the message. */
  readonly id: string;
  /** Scheduled time of the run that showed it, epoch milliseconds. */
  readonly at: number;
  /** The headline score as last seen, as every other part shows it. */
  readonly score: Score;
  /** The score that was last told, by hard states, where it is another. */
  readonly scoreBefore?: HardScore;
  /** So many older ones were left out, because too many waited. */
  readonly omitted?: number;
  /** What else the reader has to know about this message. */
  readonly remark?: string;
};

/** How urgent it is. */
export const severityOf = (note: News): Severity => ('incident' in note ? note.incident.severity : 'warning');
