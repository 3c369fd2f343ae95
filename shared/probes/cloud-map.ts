import { discover, discoveryCalls } from '../aws/cloud-map.ts';
import type { DiscoveredService } from '../aws/cloud-map.ts';
import type { Failure } from '../checks/observation.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { hostName } from './address.ts';
import { askAws } from './aws-call.ts';
import { agree } from './cloud-map/agreement.ts';
import type { Answers } from './cloud-map/agreement.ts';
import { resolve } from './dial/resolve.ts';
import type { Asking } from './dial/resolve.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  namespace: hostName(z).describe('Name of the namespace.'),
  services: z.array(z.string().min(1)).min(1).describe('Names of the services in it.'),
});

export type CloudMapSettings = SettingsOf<typeof settings>;

/** What the name of a service is in DNS, by the types of records that it has; what keeps from knowing it, where that is so. */
const answersFor = async (name: string, { records }: DiscoveredService, asking: Asking): Promise<{ readonly answers: Answers; readonly untold?: Failure }> => {
  const found = await Promise.all(records.map(async (type) => [type, await resolve(name, type, asking)] as const));
  const answers = new Map(found.map(([type, told]) => [type, told.ok ? told.values : []]));
  // No record is an answer, too; no answer is none.
  const [untold] = found.flatMap(([, told]) => (told.ok || told.reason === 'dns-not-found' || told.reason === 'dns-no-data' ? [] : [told]));
  return untold === undefined ? { answers } : { answers, untold: { reason: untold.reason, phase: 'dns', detail: untold.detail } };
};

/** Asks Cloud Map which instances are healthy, and DNS what their names lead to: both have to say the same. */
export const cloudMap = defineProbe<CloudMapSettings>({
  settings,
  target: ({ namespace, services }) => ({ label: `Cloud Map ${services.join(', ')} in ${namespace}`, requests: discoveryCalls * services.length }),
  expects: { facts: { unknown: [], without: [], differing: [] } },
  observes: () => ({ facts: true }),
  facts: {
    unknown: 'Services that Cloud Map does not know.',
    without: 'Services without a healthy instance.',
    differing: 'Services whose name DNS answers otherwise than Cloud Map does.',
    nameless: 'Services that have no name in DNS, so that there is nothing to compare: those of an HTTP namespace (Service Connect).',
    instances: 'Healthy instances of all services together.',
  },
  run: ({ namespace, services }) => ({ signal, network }) => askAws('Cloud Map', signal, async () => {
    const asking = { signal, ...(network.resolver === undefined ? {} : { server: network.resolver }) };
    const seen = await Promise.all(services.map(async (service) => {
      const known = await discover(namespace, service, signal);
      if (known === undefined) return { service };
      const name = `${service}.${namespace}`;
      const { answers, untold } = await answersFor(name, known, asking);
      return { service, known, agrees: agree(name, known, answers), untold };
    }));
    const untold = seen.find((each) => each.untold !== undefined)?.untold;
    if (untold !== undefined) return { failure: untold };
    const those = (are: (each: typeof seen[number]) => boolean) => seen.filter(are).map(({ service }) => service);
    return {
      facts: {
        unknown: those(({ known }) => known === undefined),
        without: those(({ known }) => known?.healthy.length === 0),
        differing: those(({ agrees }) => agrees === false),
        nameless: those(({ known }) => known?.records.length === 0),
        instances: seen.reduce((sum, { known }) => sum + (known?.healthy.length ?? 0), 0),
      },
    };
  }),
});
