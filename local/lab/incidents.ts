import { closest } from 'fastest-levenshtein';
import { causes } from './causes/index.ts';
import { healthy, withCache } from './healthy.ts';
import type { Settings } from './settings.ts';

/** A set of causes that came together. */
export interface Incident {
  readonly id: string;
  /** One line for people. */
  readonly what: string;
  /** Ids, in the order in which they are put in place. */
  readonly causes: readonly string[];
  /** Causes of what was wrong before; nothing unless this says so. */
  readonly before?: readonly string[];
}

/** What was known to be wrong on the evening of 2025-08-05 before it became worse. */
const beforeTheEvening = ['mlflow-rules-missing', 'checker-key-unknown'];
const evening = [...beforeTheEvening, 'registry-drained'];


/** What happened in the summer of 2025, and the state of the platform before it where that was not well. */
export const incidents: readonly Incident[] = [
  {
    id: '2025-07-21-host-rule',
    what: 'auth has no host rule, so the registry asks itself about every key until it times out',
    causes: ['auth-host-rule-missing'],
  },
  {
    id: '2025-07-22-artifact-storage',
    what: 'artifacts cannot be uploaded: the proxy has no route for them',
    causes: ['artifact-route-missing'],
  },
  {
    id: '2025-08-05-morning',
    what: 'after a migration auth answers 502, and most of the registry host has no listener rules',
    causes: ['auth-port-refuses', 'registry-rules-missing', 'checker-key-unknown'],
    before: ['auth-image-missing', 'api-image-missing'],
  },
  {
    id: '2025-08-05-evening',
    what: "the registry's target group is empty, and the checker's key is still unknown",
    causes: evening,
    before: beforeTheEvening,
  },
  {
    id: '2025-08-06-total-outage',
    what: 'MLflow cannot log in to its database and dies again and again, and with it the registry, that would take messages out of the queue',
    causes: ['database-login-wrong'],
    before: evening,
  },
];

const named = <T>(what: string, id: string, known: Readonly<Record<string, T>>): T => {
  const found = Object.hasOwn(known, id) ? known[id] : undefined;
  if (found !== undefined) return found;
  const ids = Object.keys(known);
  throw new Error(`No ${what} "${id}"; did you mean "${closest(id, ids)}"? There are: ${ids.join(', ')}.`);
};

/** The incident of that id. Throws an error that lists the ids there are. */
export const incidentNamed = (id: string): Incident =>
  named('incident', id, Object.fromEntries(incidents.map((incident) => [incident.id, incident])));

/** Whether one of the causes is about Redis, which a lab has only where it is asked for. Throws an error that lists the causes there are. */
export const needRedis = (ids: readonly string[]): boolean => ids.some((id) => named('cause', id, causes).needs === 'redis');

/** Puts causes in place, one after the other. Throws an error that lists the ids there are, or says what the lab lacks for one. */
export const withCauses = (settings: Settings, ids: readonly string[]): Settings => ids.reduce((before, id) => {
  const { needs, apply } = named('cause', id, causes);
  if (needs === 'redis' && before.cache === undefined) {
    throw new Error(`The cause "${id}" needs a lab with Redis, and this one has none; start it again with --redis.`);
  }
  return apply(before);
}, settings);

const anyLab = withCache(healthy('any', 'any', 0), 'any');

/**
 * Throws an error that lists the causes there are, for one that is none of them; or that names one of which nothing would be left beside
 * the others, as of two different states of one certificate.
 */
export const checkCauses = (ids: readonly string[]): void => {
  const together = JSON.stringify(withCauses(anyLab, ids));
  const vain = ids.find((_, at) => JSON.stringify(withCauses(anyLab, ids.toSpliced(at, 1))) === together);
  if (vain === undefined) return;
  if (ids.indexOf(vain) !== ids.lastIndexOf(vain)) throw new Error(`The cause "${vain}" is named twice.`);
  throw new Error(`The cause "${vain}" changes nothing beside ${ids.filter((id) => id !== vain).join(', ')}; leave it or what hides it out.`);
};
