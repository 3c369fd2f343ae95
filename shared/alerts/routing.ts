import type { Audience, Severity } from '../platform/platform.ts';
import type { Queue } from './evaluation.ts';
import type { Incident } from './incident.ts';
import { severityOf, type News } from './note.ts';
import { isWithin } from './quiet.ts';

const isSevereEnough = (audience: Audience, severity: Severity): boolean => audience.severity === 'warning' || severity === 'critical';

/**
 * Whether an audience is to be told of an incident: something that concerns it is severe enough, and nobody has taken care of that in the
 * time they had, which begins when those were told who are told at once. What is severe elsewhere is not for those who are told of some services only.
 */
export const concerns = (
  audience: Audience,
  { services, openedAt, unclaimedAt = openedAt, criticalAt = openedAt, acknowledged }: Pick<Incident, 'services' | 'openedAt' | 'unclaimedAt' | 'criticalAt' | 'acknowledged'>,
  at: number,
): boolean => {
  const { services: chosen, afterMs = 0 } = audience;
  const theirs = Object.entries(services).filter(([service]) => chosen?.includes(service) ?? true);
  const severity = theirs.some(([, { worst }]) => worst === 'down') ? 'critical' : 'warning';
  if (theirs.length === 0 || !isSevereEnough(audience, severity)) return false;
  const begun = Math.max(unclaimedAt, Math.min(...theirs.map(([, { from }]) => from)), ...(audience.severity === 'critical' ? [criticalAt] : []));
  return afterMs === 0 || (acknowledged === undefined && at - begun >= afterMs);
};

/** Whether it is told of what concerns no incident: the score, or the checker's own troubles. */
export const hears = (audience: Audience, kind: News['kind']): boolean => {
  if (kind === 'score-dropped') return audience.severity === 'warning' && audience.services === undefined && audience.afterMs === undefined;
  return audience.checker;
};

/** What goes out in a quiet time although it is of no incident: somebody waits for a trial, and whom a topic keeps from being told may have been to wake up. */
const isUrgent = ({ kind }: News): boolean => kind === 'trial' || kind === 'undeliverable';

/** Whether what waits has to wait on: it is their quiet time, and nothing of it is critical. */
export const isHeld = ({ quiet }: Audience, { notes }: Queue, at: number): boolean =>
  quiet !== undefined && isWithin(quiet, at) && notes.every((note) => severityOf(note) === 'warning' && !isUrgent(note));
