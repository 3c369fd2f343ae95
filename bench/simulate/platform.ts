import type { Check, Role } from '../../shared/checks/check.ts';
import { categories, type CategoryName } from '../../shared/platform/category.ts';

interface Kind extends Pick<Check, 'category' | 'role'> { readonly slug: string; readonly requires?: string }

const kind = (category: CategoryName, slug: string, role: Role = 'user-path', requires?: string): Kind =>
  ({ category, slug, role, ...(requires !== undefined && { requires }) });

/** What each service is asked: three categories every minute and one every five, as those of a platform described in full. */
const kinds: readonly Kind[] = [
  kind('infrastructure', 'health', 'readiness'), kind('infrastructure', 'api'), kind('infrastructure', 'openapi'), kind('infrastructure', 'ecs', 'warning'),
  kind('authentication', 'bearer'), kind('authentication', 'validation'),
  kind('authentication', 'bad-key', 'user-path', 'bearer'), kind('authentication', 'response-time', 'user-path', 'bearer'),
  kind('endpoints', 'list'), kind('endpoints', 'get'), kind('endpoints', 'create'),
  kind('routing', 'own-path'), kind('routing', 'certificate', 'warning'),
];

const checkOf = (service: string, { category, role, slug, requires }: Kind): Check => ({
  id: `${category}/${service}-${slug}`, name: `${service} ${slug}`, category, service, severity: 'critical', role,
  requires: requires === undefined ? [] : [`${category}/${service}-${requires}`],
  probe: { kind: 'http', settings: {} }, expect: {}, timeoutMs: 5_000,
});

/** Five services with thirteen checks each. */
export const platform: readonly Check[] = ['auth', 'registry', 'mlflow', 'serving', 'features'].flatMap((service) => kinds.map((each) => checkOf(service, each)));

/** Services that one, two, three, five and eight checks speak for, all of them every minute. */
export const smallServices: readonly Check[] = [1, 2, 3, 5, 8].flatMap((count) =>
  Array.from({ length: count }, (_, index) => checkOf(`of-${count}`, kind('endpoints', `path-${index + 1}`))));

/** Milliseconds between two runs of the category. */
export const intervalOf = (category: CategoryName): number => categories[category].everyMs;
