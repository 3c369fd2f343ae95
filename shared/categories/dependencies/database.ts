import type { ProbeSpec } from '../../checks/check.ts';
import type { Platform } from '../../platform/platform.ts';
import type { PostgresSettings } from '../../probes/postgres.ts';
import type { Draft } from '../draft.ts';

/** Postgres takes the login that the platform's own task uses, is the primary, and has connections left. */
export const database = ({ database: described, thresholds }: Platform): readonly Draft[] => {
  if (described === undefined) return [];
  const { host, port, tls, name, user, loginUser, password } = described;
  const probe: ProbeSpec<'postgres', PostgresSettings> = {
    kind: 'postgres',
    settings: {
      host, port, tls, database: name, user,
      ...(loginUser === undefined ? {} : { loginUser }),
      ...(password === undefined ? {} : { password }),
    },
  };
  return [{
    slug: 'database', name: 'Postgres takes the login of the platform', service: 'database', role: 'readiness', probe,
    expect: { facts: { role: 'primary', user, connectionsPercent: { lte: thresholds.databaseConnections, words: { called: 'connections in use', unit: '%' } } } },
  }];
};
