import type { CategoryState } from '../health/category-state.ts';
import { score } from '../health/score.ts';
import { headlineChecks, scoreChange, type DropThreshold } from '../health/score-drop.ts';
import { serviceConditions, type Condition, type ServiceCondition, type ServiceState } from '../health/service-state.ts';
import type { CategoryName } from '../platform/category.ts';
import type { MaintenanceWindow } from '../platform/platform.ts';
import type { Evaluation } from './evaluation.ts';
import { failingChecks } from './failing.ts';
import type { Note, ServiceChange } from './note.ts';
import { enqueue } from './queue.ts';
import { own } from '../platform/own.ts';

/** What the description says about telling. */
export interface Policy {
  readonly environment: string;
  readonly audiences: readonly string[];
  readonly maintenance: readonly MaintenanceWindow[];
  readonly scoreDrop: DropThreshold;
  /** The category whose run publishes the metrics. */
  readonly publisher: CategoryName | undefined;
}

/** The evaluation of an environment that was never judged. */
export const firstEvaluation: Evaluation = { version: 0, services: {}, notes: 0, queues: {} };

const isMuted = (windows: readonly MaintenanceWindow[], service: string, at: number): boolean =>
  windows.some((window) => window.from <= at && at < window.to && (window.services?.includes(service) ?? true));

/** A service first seen well was never told to be otherwise; one first seen ill is news. */
const unseen: ServiceCondition = 'operational';

const nextService = (before: ServiceState | undefined, { state, since }: Condition, muted: boolean, at: number): ServiceState => {
  const told = muted ? (before?.told ?? unseen) : state;
  if (before?.state === state) return before.told === told ? before : { ...before, told };
  return { state, since: since ?? at, told };
};

/**
 * Judges what is against what was last told. Returns the same object when nothing changed, so that a healthy minute writes
 * nothing. `at` is the scheduled time of the run, `now` decides about claims; both epoch milliseconds.
 */
export const nextEvaluation = (before: Evaluation, states: readonly CategoryState[], policy: Policy, at: number, now: number): Evaluation => {
  const muted = (service: string) => isMuted(policy.maintenance, service, at);
  const services: Record<string, ServiceState> = {};
  const changes: ServiceChange[] = [];
  for (const [service, condition] of serviceConditions(states, at)) {
    const previous = own(before.services, service);
    const next = nextService(previous, condition, muted(service), at);
    services[service] = next;
    const from = previous?.told ?? unseen;
    // Not having seen a service yet is no news; having lost sight of it is.
    if (next.told !== from && !(previous === undefined && next.told === 'unknown')) changes.push({ service, from, to: next.told, since: next.since });
  }
  const { baseline, dropFrom } = scoreChange(before.baseline, headlineChecks(states), muted, at, policy.scoreDrop);
  const tells = changes.length > 0 || dropFrom !== undefined;
  const same = !tells && baseline === before.baseline && Object.keys(services).length === Object.keys(before.services).length
    && Object.entries(services).every(([service, state]) => own(before.services, service) === state);
  if (same) return before;
  if (!tells) return { ...before, services, baseline };

  const number = before.notes + 1;
  const note: Note = {
    id: `${policy.environment}#${number}`,
    at,
    changes,
    score: score(headlineChecks(states).map((check) => check.result)),
    ...(dropFrom === undefined ? {} : { dropFrom }),
    ...failingChecks(states),
  };
  const queues = Object.fromEntries(policy.audiences.map((audience) => [audience, enqueue(own(before.queues, audience), note, now)]));
  return { ...before, services, baseline, notes: number, queues: { ...before.queues, ...queues } };
};
