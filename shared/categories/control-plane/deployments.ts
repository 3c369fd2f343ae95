import type { ProbeSpec } from '../../checks/check.ts';
import type { DeploymentSettings } from '../../probes/deployment.ts';
import type { Generate } from '../checks-of.ts';
import type { Draft } from '../draft.ts';
import { serviceNamed } from '../service-name.ts';

/** One check for each ECS service: its deployment did not fail, and no more of its tasks died than is accepted. */
export const deploymentChecks: Generate = ({ services, thresholds: { taskRestarts } }) =>
  Object.entries(services).map(([id, { cluster, service }]): Draft => {
    const probe: ProbeSpec<'deployment', DeploymentSettings> = { kind: 'deployment', settings: { cluster, service } };
    return {
      slug: `deployment-${id}`, name: `${service} is deployed and keeps running`, service: serviceNamed(id), role: 'warning',
      probe,
      expect: { facts: { rollout: { ne: 'FAILED' }, stoppedLastHour: { lte: taskRestarts, words: { called: 'tasks that stopped by themselves within the hour' } } } },
    };
  });
