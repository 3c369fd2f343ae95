import type { TargetReason } from '../checks/reason.ts';
import type { CategoryState, Remembered } from '../health/category-state.ts';
import { score } from '../health/score.ts';
import { serviceConditions } from '../health/service-state.ts';
import { isConfirmed } from '../health/check-state.ts';
import { failureClass } from '../health/failure-class.ts';
import { firstAffected } from './affected.ts';
import { firstEvaluation, type Evaluation } from './evaluation.ts';
import { muting } from './mute.ts';
import type { Note } from './note.ts';
import type { Policy } from './policy.ts';
import { noTrouble } from '../health/trouble.ts';
import { own } from '../platform/own.ts';

/** A warm container repeats itself at most so often, because it cannot remember what others have told. */
export const repeatAfterMs = 15 * 60_000;

const asHard = (check: Remembered): Remembered =>
  isConfirmed(check.result) ? { ...check, state: { state: 'hard', since: check.result.startedAt, class: failureClass(check.result) } } : check;

/** Failures without a status that nevertheless only an answer can cause. */
const answered: ReadonlySet<TargetReason> = new Set(['tls-expired', 'body-timeout', 'malformed', 'too-large', 'body', 'certificate', 'tasks', 'not-found']);

/** Some target answered, whatever it said, so the checker's own way out is open. */
const reachedSomebody = ({ checks }: CategoryState): boolean => checks.some(({ result }) =>
  result.verdict === 'pass' || (result.verdict === 'fail' && (result.status !== undefined || answered.has(result.reason))));

export type Opened = Extract<Note, { kind: 'opened' }>;

/** What the last evaluation that this container saw says of incidents; nothing where it saw none. */
type Known = Pick<Evaluation, 'incident' | 'incidents' | 'services' | 'silences'>;

/**
 * What may be told when the memory cannot be read or written: only that a service of the infrastructure category is down of which that was
 * not known before, only if its whole confirmation burst failed while something else answered. It carries the key that the stored incident
 * would, as far as that is known. Undefined when there is nothing to tell, as of what is in maintenance or silenced.
 */
export const noteWithoutStore = (
  { environment, maintenance }: Pick<Policy, 'environment' | 'maintenance'>, state: CategoryState, { incident, incidents, services, silences }: Known = firstEvaluation,
): Opened | undefined => {
  if (state.category !== 'infrastructure' || !reachedSomebody(state)) return undefined;
  const confirmed = { ...state, checks: state.checks.map(asHard) };
  const isMuted = muting(maintenance, silences, state.lastRun);
  const down = [...serviceConditions([confirmed], {}, state.lastRun)].flatMap(([service, found]) =>
    (found.state === 'down' && own(services, service)?.state !== 'down' && !isMuted(service) ? [[service, firstAffected(service, found, noTrouble)] as const] : []));
  if (down.length === 0) return undefined;
  const affected = Object.fromEntries(down.map(([service, first]) => [service, first.affected]));
  return {
    kind: 'opened',
    id: `${environment}#unrecorded`,
    at: state.lastRun,
    incident: { keys: incident?.keys ?? [incidents + 1], since: Math.min(...down.map(([, { affected: { from } }]) => from)), severity: 'critical', services: affected },
    changes: down.map(([, { change }]) => change),
    score: score(confirmed.checks.map((check) => check.result)),
    remark: 'The state store is unreachable: this message comes from one run alone and may be repeated.',
  };
};

/** The end of what was told so, once a run of infrastructure sees every service that it told of well again; undefined while one is not, or is not known. */
export const overWithoutStore = ({ id, incident }: Opened, { category, checks, lastRun }: CategoryState): Extract<Note, { kind: 'resolved' }> | undefined => {
  const isWell = (service: string) => {
    const verdicts = checks.filter((check) => check.service === service && check.role !== 'warning').map(({ result }) => result.verdict);
    return verdicts.includes('pass') && verdicts.every((verdict) => verdict === 'pass' || verdict === 'skipped');
  };
  if (category !== 'infrastructure' || !Object.keys(incident.services).every(isWell)) return undefined;
  const services = Object.fromEntries(Object.entries(incident.services).map(([service, affected]) =>
    [service, { ...affected, state: 'operational' as const, since: lastRun, downMs: Math.max(0, lastRun - affected.from) }]));
  return {
    kind: 'resolved', id, at: lastRun, incident: { ...incident, services }, score: score(checks.map((check) => check.result)),
    remark: 'What this ends was told while the state store was unreachable.',
  };
};
