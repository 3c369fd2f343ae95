import { address } from './address.ts';
import type { Acting, Refusal } from './acting.ts';
import type { Evaluation } from './evaluation.ts';
import type { Incident } from './incident.ts';
import { asItIs, tellMembers } from './members.ts';
import { openIncident } from './open-incident.ts';

/**
 * Somebody takes care of the open incident, and everybody who takes part in it is told. Somebody else may take it over; the same person
 * twice is no news.
 */
export const acknowledge = (evaluation: Evaluation, number: number | undefined, acting: Acting): Evaluation | Refusal => {
  const found = openIncident(evaluation, number);
  if ('refused' in found) return found;
  const { by, now } = acting;
  if (found.acknowledged?.by === by) return evaluation;
  const incident: Incident = { ...found, acknowledged: { by, at: now } };
  // Nobody comes to an incident by that somebody takes care of it.
  const { members, told } = tellMembers(incident, { kind: 'acknowledged', incident: asItIs(incident) }, acting, { reminds: false, isMuted: () => true, at: now });
  return address({ ...evaluation, incident: { ...incident, members } }, told, { ...acting, at: now });
};
