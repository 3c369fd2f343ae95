import { pagerKey } from '../../alerts/incident.ts';
import type { IncidentNow } from '../../alerts/note.ts';
import { ending } from './ending.ts';
import type { Letter } from './letter.ts';

/** Pagers take keys of up to 255 characters; of a longer one the end is kept, which holds its number. */
const longest = 255;

/** The same for everything that tells of the same, in every process and at any time. */
const bounded = (key: string): string => ending(key, longest);

/** The keys of an incident, each of which was opened and has to be closed. */
export const keysOf = ({ keys }: IncidentNow, environment: string): readonly string[] => keys.map((number) => bounded(pagerKey(environment, number)));

/** The key under which the incident is told now: that of its last number. */
export const openKey = (incident: IncidentNow, environment: string): string => bounded(pagerKey(environment, incident.keys.at(-1) ?? incident.keys[0]));

/** The key of the whole incident, that of its first number: one conversation. */
export const threadKey = (incident: IncidentNow, environment: string): string => bounded(pagerKey(environment, incident.keys[0]));

/** The key of what is no incident, such as a trial: of the note's own. */
export const ownKey = ({ note, facts }: Letter, of: 'undeliverable' | 'trial'): string =>
  bounded(`hokusai/${facts.environment}/${of}/${note.kind === 'undeliverable' || note.kind === 'deliverable' ? note.audience : note.id}`);
