import type { FailureClass } from '../health/failure-class.ts';
import { isIll, type Ill, type ServiceCondition } from '../health/service-state.ts';
import type { Standings } from '../health/tags.ts';
import type { Severity } from '../platform/platform.ts';
import type { Cause } from './cause.ts';

/** A service that an incident has affected. Times are scheduled times, epoch milliseconds. */
export interface Affected {
  /** As far as it was told; well again as soon as it is. */
  readonly state: Ill | 'operational';
  /** Since when it is in that state. */
  readonly since: number;
  /** First failure. */
  readonly from: number;
  readonly worst: Ill;
  /** How badly its checks fail at worst, as far as it was told. */
  readonly class?: FailureClass;
  /** Checks that were told to flap. */
  readonly flapping?: readonly string[];
  /** Milliseconds that it was down, and degraded, until `since`. */
  readonly downMs: number;
  readonly degradedMs: number;
}

export interface Acknowledgement {
  readonly by: string;
  readonly at: number;
}

/** How an audience takes part in an incident. */
export interface Member {
  /** When it was last told, and after how many milliseconds it is reminded; absent: never. */
  readonly toldAt: number;
  readonly remindMs?: number;
}

/** The one open incident of an environment. */
export interface Incident {
  /** Its numbers: the pager's keys are made of them. More than one where a service went down after somebody had taken care of the rest. */
  readonly keys: readonly [number, ...number[]];
  /** First failure, and the run that opened it; epoch milliseconds. */
  readonly since: number;
  readonly openedAt: number;
  /** The worst that it was. */
  readonly severity: Severity;
  /** When it became critical, where it was not from the beginning. */
  readonly criticalAt?: number;
  readonly services: Readonly<Record<string, Affected>>;
  /** What was named its cause, by confidence when it was; absent: nothing so far. */
  readonly causes?: readonly Cause[];
  /** What else may be its cause, by id, since the run that showed it first; not told yet. */
  readonly suspected?: Readonly<Record<string, number>>;
  readonly acknowledged?: Acknowledgement;
  /** Since when nobody has cared for what came after an acknowledgement; absent: since it was opened. */
  readonly unclaimedAt?: number;
  /** By audience. */
  readonly members: Readonly<Record<string, Member>>;
  /** The headline checks when it was opened, and before. */
  readonly opening: Standings;
  readonly before?: Standings;
  /** What people wrote down, oldest first. */
  readonly remarks: readonly Remark[];
}

export interface Remark {
  readonly at: number;
  readonly by: string;
  readonly text: string;
}

/** Deterministic, so that whoever tells of the incident uses the same. */
export const pagerKey = (environment: string, number: number): string => `hokusai/${environment}#${number}`;

export const isOver = ({ state }: { readonly state: ServiceCondition }): boolean => state === 'operational' || state === 'not-deployed';

/** Whether somebody suffers now. */
export const isSuffering = ({ services }: Incident): boolean => Object.values(services).some(({ state }) => isIll(state));
