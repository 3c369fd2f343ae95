import type { ProbeSpec } from '../../checks/check.ts';
import type { TargetsSettings } from '../../probes/targets.ts';
import type { Generate } from '../checks-of.ts';
import type { Draft } from '../draft.ts';
import { serviceNamed } from '../service-name.ts';

/** One check for each described target group: some target is healthy, and none is not. */
export const targetChecks: Generate = ({ services }) => Object.entries(services).flatMap(([id, { service, targetGroup }]): Draft[] => {
  if (targetGroup === undefined) return [];
  const probe: ProbeSpec<'targets', TargetsSettings> = { kind: 'targets', settings: { targetGroup } };
  return [{
    slug: `targets-${id}`, name: `The targets of ${service} are healthy`, service: serviceNamed(id), role: 'warning',
    probe,
    expect: {
      facts: {
        unhealthy: { eq: [], words: { called: 'unhealthy targets' } },
        // Those that leave are not unhealthy, but tell why nobody serves.
        healthy: { gte: 1, words: { called: 'healthy targets', why: 'reasons' } },
      },
    },
  }];
});
