import type { ProbeSpec } from '../../checks/check.ts';
import type { Platform } from '../../platform/platform.ts';
import type { EcsSettings } from '../../probes/ecs.ts';
import type { Draft } from '../draft.ts';
import { serviceNamed } from '../service-name.ts';

/**
 * Tasks that stopped by themselves within an hour. ECS is asked: CloudWatch samples how many run, and a task that dies and is replaced
 * between two samples leaves no trace in it.
 */
export const restarts = ({ services, thresholds }: Platform): readonly Draft[] =>
  Object.entries(services).map(([id, { cluster, service }]) => {
    const probe: ProbeSpec<'ecs', EcsSettings> = { kind: 'ecs', settings: { cluster, service } };
    return {
      slug: `task-restarts-${id}`, name: `Tasks of ${service} keep running`, service: serviceNamed(id), role: 'warning', probe,
      expect: { facts: { stoppedLastHour: { lte: thresholds.taskRestarts, words: { called: 'tasks that stopped by themselves within the hour' } } } },
    };
  });
