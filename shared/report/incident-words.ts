import type { Incident } from '../alerts/incident.ts';
import { certainty, mostCertainFirst } from './certainty.ts';
import { instantText } from './words.ts';

/** Its numbers, as pagers know them: `#3, #4`. */
export const incidentNumbers = ({ keys }: Incident): string => keys.map((key) => `#${key}`).join(', ');

/** `#3: critical, since 2025-08-05 11:59:00 UTC`. */
export const incidentTitle = (incident: Incident): string =>
  `${incidentNumbers(incident)}: ${incident.severity}, since ${instantText(incident.since)}`;

/** What was named its cause, the most certain first: `The listener has no rule for auth.example.com (likely)`. */
export const incidentCauses = ({ causes }: Incident): readonly string[] => mostCertainFirst(causes).map((cause) => `${cause.title} (${certainty(cause)})`);

/** Who was told of it, and who takes care of it: `told people, pager; acknowledged by Ada`. */
export const incidentCare = ({ members, acknowledged }: Incident): string => {
  const told = Object.keys(members);
  return [
    told.length === 0 ? 'nobody was told' : `told ${told.join(', ')}`,
    ...(acknowledged === undefined ? [] : [`acknowledged by ${acknowledged.by}, ${instantText(acknowledged.at)}`]),
  ].join('; ');
};
