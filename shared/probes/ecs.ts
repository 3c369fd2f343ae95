import { describeEcsService } from '../aws/ecs.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { Stopwatch } from './dial/stopwatch.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  cluster: z.string().min(1).describe('Name or ARN.'),
  service: z.string().min(1).describe('Name or ARN.'),
});

/** The SDK's own waiting, such as for credentials, does not heed the signal. */
const aborted = (signal: AbortSignal): Promise<never> => new Promise((_, reject) => {
  const give = () => reject(new Error('no answer in time'));
  if (signal.aborted) give();
  else signal.addEventListener('abort', give, { once: true });
});

export type EcsSettings = SettingsOf<typeof settings>;

/** Asks ECS about a service: how many of its tasks run, and how many stopped by themselves. All the time is spent waiting for answers. */
export const ecs = defineProbe<EcsSettings>({
  settings,
  target: ({ cluster, service }) => ({ label: `ECS ${cluster}/${service}`, requests: 2 }),
  expects: { tasks: { running: 'desired' } },
  observes: () => ({ tasks: true }),
  run: ({ cluster, service }) => async ({ signal }) => {
    const stopwatch = new Stopwatch();
    stopwatch.enter('firstByte');
    try {
      const tasks = await Promise.race([describeEcsService({ cluster, service }, signal), aborted(signal)]);
      if (tasks !== 'not-found') return { ...stopwatch.stop(), tasks };
      const detail = `ECS knows no service ${service} in cluster ${cluster}`;
      return { ...stopwatch.stop(), failure: { reason: 'not-found', phase: 'firstByte', detail } };
    } catch (error) {
      const why = signal.aborted ? 'no answer in time' : error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const failure = { reason: 'control-plane', detail: `ECS could not be asked: ${why}` } as const;
      // The SDK adds this to every error of a request that it sent, or tried to; without a region or credentials it sends none.
      const sent = signal.aborted || (error instanceof Error && '$metadata' in error);
      return sent ? { ...stopwatch.stop(), failure: { ...failure, phase: 'firstByte' } } : { phases: {}, totalMs: 0, failure };
    }
  },
});
