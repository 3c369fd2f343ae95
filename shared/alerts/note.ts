import type { Score } from '../health/score.ts';
import type { HardScore } from '../health/score-drop.ts';
import type { ServiceCondition } from '../health/service-state.ts';

/** A failing check as a message names it. */
export interface FailingCheck {
  readonly check: string;
  readonly name: string;
  readonly service: string;
  readonly reason: string;
  /** One sentence, at most 160 characters. */
  readonly detail: string;
}

export interface ServiceChange {
  readonly service: string;
  readonly from: ServiceCondition;
  readonly to: ServiceCondition;
  /** Scheduled time of the first run that showed it, epoch milliseconds. */
  readonly since: number;
  /** The worst that it was in between, other than `from`, when notes of several changes were merged; older notes have none. */
  readonly meanwhile?: { readonly state: ServiceCondition; readonly since: number };
}

/** A change worth telling, as plain data; it is rendered when it is sent. */
export interface Note {
  /** `<environment>#<number>`: the same in every copy of the message. */
  readonly id: string;
  /** Scheduled time of the run that showed the change, epoch milliseconds. */
  readonly at: number;
  /** Services whose state changed; empty when only the score dropped. */
  readonly changes: readonly ServiceChange[];
  /** The headline score as last seen, as every other part shows it. */
  readonly score: Score;
  /** The score before, by hard states, when it dropped beyond the threshold. */
  readonly dropFrom?: HardScore;
  /** The worst failing checks; `moreFailing` counts those left out. */
  readonly failing: readonly FailingCheck[];
  readonly moreFailing: number;
  /** What else the reader has to know about this message. */
  readonly remark?: string;
}
