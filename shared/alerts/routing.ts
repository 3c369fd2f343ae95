import type { Audience, Severity } from '../platform/platform.ts';
import type { Queue } from './evaluation.ts';
import type { Incident } from './incident.ts';
import { severityOf, type News } from './note.ts';
import { isWithin } from './quiet.ts';

const isSevereEnough = (audience: Audience, severity: Severity): boolean => audience.severity === 'warning' || severity === 'critical';

/** Whether an audience is to be told of an incident: it is severe enough, concerns it, and nobody has taken care of it in the time they had. */
export const concerns = (audience: Audience, { severity, services, openedAt, acknowledged }: Incident, at: number): boolean => {
  const { services: chosen, afterMs = 0 } = audience;
  if (!isSevereEnough(audience, severity)) return false;
  if (chosen !== undefined && !Object.keys(services).some((service) => chosen.includes(service))) return false;
  return afterMs === 0 || (acknowledged === undefined && at - openedAt >= afterMs);
};

/** Whether it is told of what concerns no incident: the score, or the checker's own troubles. */
export const hears = (audience: Audience, kind: News['kind']): boolean => {
  if (kind === 'score-dropped') return audience.severity === 'warning' && audience.services === undefined && audience.afterMs === undefined;
  return audience.checker;
};

/** Whether what waits has to wait on: it is their quiet time, and nothing of it is critical. */
export const isHeld = ({ quiet }: Audience, { notes }: Queue, at: number): boolean =>
  quiet !== undefined && isWithin(quiet, at) && notes.every((note) => severityOf(note) === 'warning' && note.kind !== 'trial');
