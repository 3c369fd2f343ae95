import { named } from './named.ts';

/** A set of causes that came together. */
export interface Incident {
  readonly id: string;
  /** One line for people. */
  readonly what: string;
  /** Ids, in the order in which they are put in place. */
  readonly causes: readonly string[];
  /** Causes of what was wrong before; nothing unless this says so. */
  readonly before?: readonly string[];
  /** It came days after that, of which AWS told nothing any more. */
  readonly daysLater?: true;
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
    daysLater: true,
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

/** The incident of that id. Throws an error that lists the ids there are. */
export const incidentNamed = (id: string): Incident =>
  named('incident', id, Object.fromEntries(incidents.map((incident) => [incident.id, incident])));
