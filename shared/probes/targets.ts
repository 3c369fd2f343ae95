import { targetsOf } from '../aws/load-balancer.ts';
import type { Target } from '../aws/load-balancer.ts';
import type { Facts } from '../checks/observation.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { askAws, notFound, saysNotFound } from './aws-call.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  targetGroup: z.string().min(1).describe('ARN of the target group.'),
});

export type TargetsSettings = SettingsOf<typeof settings>;

const words = ({ address, reason, description }: Target): string =>
  `${address} ${reason ?? 'no reason given'}${description === undefined ? '' : ` (${description})`}`;

/** Also those that are being taken out: they answer nothing new. */
const leaving: ReadonlySet<string> = new Set(['draining', 'unhealthy.draining']);

const factsOf = (targets: readonly Target[]): Facts => {
  const unhealthy = targets.filter(({ state }) => state === 'unhealthy');
  const staying = targets.filter(({ state }) => !leaving.has(state));
  return {
    registered: targets.length,
    healthy: targets.filter(({ state }) => state === 'healthy').length,
    unhealthy: unhealthy.map(words),
    draining: targets.length - staying.length,
    reasons: [...new Set(targets.flatMap(({ reason }) => reason ?? []))],
    failOpen: staying.length > 0 && unhealthy.length === staying.length,
  };
};

/** Asks a target group which of its targets are healthy, and why the others are not. */
export const targets = defineProbe<TargetsSettings>({
  settings,
  target: ({ targetGroup }) => ({ label: `targets of ${targetGroup.split(':').at(-1) ?? ''}` }),
  // Which are not, and why, says more than that none is.
  expects: { facts: { unhealthy: [], healthy: { gte: 1 } } },
  observes: () => ({ facts: true }),
  facts: {
    registered: 'How many targets the group has, those that are leaving included.',
    healthy: 'How many of them are healthy.',
    unhealthy: 'Those that are not, each as `ip:port reason`.',
    draining: 'How many are leaving: they get no new requests.',
    reasons: "Reason codes of all that are not healthy, such as `Target.Timeout`, `Target.NotInUse`.",
    failOpen: 'Whether all are unhealthy, so that the load balancer sends requests to all of them, as if they were well.',
  },
  run: ({ targetGroup }) => ({ signal }) => askAws('Elastic Load Balancing', signal, async () => {
    try {
      return { facts: factsOf(await targetsOf(targetGroup, signal)) };
    } catch (error) {
      if (saysNotFound(error)) return notFound(`AWS knows no target group ${targetGroup}`);
      throw error;
    }
  }),
});
