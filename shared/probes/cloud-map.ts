import { discover } from '../aws/cloud-map.ts';
import type { Failure } from '../checks/observation.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { hostName } from './address.ts';
import { askAws } from './aws-call.ts';
import { resolve } from './dial/resolve.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  namespace: hostName(z).describe('Name of the namespace.'),
  services: z.array(z.string().min(1)).min(1).describe('Names of the services in it.'),
});

export type CloudMapSettings = SettingsOf<typeof settings>;

/** DNS answers at most so many addresses of a service, by chance. Source: AWS Cloud Map documentation, multivalue answer routing. */
const mostAnswered = 8;

/** Whether DNS says the same; of more instances than it answers, only that it answers some of them. */
const agrees = (known: readonly string[], resolved: readonly string[]): boolean =>
  resolved.every((each) => known.includes(each)) && (known.length > mostAnswered ? resolved.length > 0 : resolved.length === known.length);

/** Asks Cloud Map which instances are healthy, and DNS which addresses their names have: both have to say the same. */
export const cloudMap = defineProbe<CloudMapSettings>({
  settings,
  target: ({ namespace, services }) => ({ label: `Cloud Map ${services.join(', ')} in ${namespace}`, requests: 2 * services.length }),
  expects: { facts: { unknown: [], without: [], differing: [] } },
  observes: () => ({ facts: true }),
  facts: {
    unknown: 'Services that Cloud Map does not know.',
    without: 'Services without a healthy instance.',
    differing: 'Services whose name DNS answers otherwise than Cloud Map does.',
    instances: 'Healthy instances of all services together.',
  },
  run: ({ namespace, services }) => ({ signal, network }) => askAws('Cloud Map', signal, async () => {
    const server = network.resolver === undefined ? {} : { server: network.resolver };
    let untold: Failure | undefined;
    const seen = await Promise.all(services.map(async (service) => {
      const [known, found] = await Promise.all([discover(namespace, service, signal), resolve(`${service}.${namespace}`, 'A', { signal, ...server })]);
      // No address is an answer, too; no answer is none.
      if (!found.ok && found.reason !== 'dns-not-found' && found.reason !== 'dns-no-data') untold = { reason: found.reason, phase: 'dns', detail: found.detail };
      return { service, known, resolved: found.ok ? found.values : [] };
    }));
    const facts = {
      unknown: seen.flatMap(({ service, known }) => (known === undefined ? [service] : [])),
      without: seen.flatMap(({ service, known }) => (known?.addresses.length === 0 ? [service] : [])),
      differing: seen.flatMap(({ service, known, resolved }) => (known !== undefined && !agrees(known.addresses, resolved) ? [service] : [])),
      instances: seen.reduce((sum, { known }) => sum + (known?.addresses.length ?? 0), 0),
    };
    return untold === undefined ? { facts } : { failure: untold };
  }),
});
