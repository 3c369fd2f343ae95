import type { ProbeSpec } from '../../checks/check.ts';
import { servingStatus } from '../../checks/instance-status.ts';
import type { RdsSettings } from '../../probes/rds.ts';
import type { Generate } from '../checks-of.ts';

/** One check of the database's instance: it serves. */
export const databaseChecks: Generate = ({ database }) => {
  if (database?.instance === undefined) return [];
  const probe: ProbeSpec<'rds', RdsSettings> = { kind: 'rds', settings: { instance: database.instance } };
  return [{
    slug: 'database', name: `The instance ${database.instance} serves`, service: 'database', role: 'warning',
    probe, expect: { facts: { status: { matches: servingStatus, words: { called: 'a status', wants: 'in which the instance serves' } } } },
  }];
};
