import { serviceNamed } from '../shared/categories/service-name.ts';
import type { Platform } from '../shared/platform/platform.ts';
import type { PlatformFacts } from '../shared/report/note/letter.ts';

const linkNames = [['statusPage', 'status page'], ['dashboard', 'dashboard'], ['runbook', 'runbook']] as const;

/** What messages name of a described platform: its ECS services by the name under which people know them. */
export const factsOf = ({ environment, region, services, database, links = {}, impact }: Platform): PlatformFacts => {
  const resources = Map.groupBy(Object.entries(services), ([id]) => serviceNamed(id));
  return {
    environment,
    region,
    resources: Object.fromEntries([...resources].map(([service, described]) => [service, described.map(([, resource]) => resource)])),
    links: Object.fromEntries(linkNames.flatMap(([key, name]) => (links[key] === undefined ? [] : [[name, links[key]]]))),
    ...(impact !== undefined && { impact }),
    ...(database?.instance !== undefined && { databaseInstance: database.instance }),
  };
};
