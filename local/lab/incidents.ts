import { closest } from 'fastest-levenshtein';
import { authPortRefuses } from './causes/auth-port-refuses.ts';
import type { Cause } from './causes/cause.ts';
import { checkerKeyUnknown } from './causes/checker-key-unknown.ts';
import { registryRulesMissing } from './causes/registry-rules-missing.ts';

/** A set of causes that came together. */
export interface Incident {
  readonly id: string;
  /** One line for people. */
  readonly what: string;
  readonly causes: readonly Cause[];
}

export const incidents: readonly Incident[] = [
  {
    id: '2025-08-05-morning',
    what: 'after a migration auth answers 502, and most of the registry host has no listener rules',
    causes: [authPortRefuses, registryRulesMissing, checkerKeyUnknown],
  },
];

/** The incident of that id. Throws an error that lists the ids there are. */
export function incidentNamed(id: string): Incident {
  const found = incidents.find((incident) => incident.id === id);
  if (found !== undefined) return found;
  const ids = incidents.map((incident) => incident.id);
  throw new Error(`No incident "${id}"; did you mean "${closest(id, ids)}"? There are: ${ids.join(', ')}.`);
}
