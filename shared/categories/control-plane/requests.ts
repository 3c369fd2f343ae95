import type { Method } from '../../platform/method.ts';
import type { Platform } from '../../platform/platform.ts';
import { serviceNamed } from '../service-name.ts';

/** A request that the description tells of, below the host's base URL, and the target groups (ARNs) among which all of it has to go; undefined: to any. */
export interface Asked {
  readonly method: Method;
  readonly path: string;
  /** What of the path its check is named after. */
  readonly part: string;
  readonly service: string;
  readonly groups: readonly string[] | undefined;
}

const partOf = (path: string): string => path.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '').join('-') || 'root';
/** `/api/v1/models` as `api`, `/openapi.json` as `openapi-json`, `/` as `root`. */
const firstPart = (path: string): string => partOf(/^\/+[^/?]*/.exec(path)?.[0] ?? '');

const groupOf = ({ services }: Platform, wanted: string): string | undefined =>
  Object.entries(services).find(([id, { targetGroup }]) => serviceNamed(id) === wanted && targetGroup !== undefined)?.[1].targetGroup;

/** The host's own group, which may pass on what is another service's, such as MLflow's; or that service's own, where it has one. */
const groupsFor = (platform: Platform, host: string, service: string): readonly string[] | undefined => {
  const [own, other] = [groupOf(platform, host), groupOf(platform, service)];
  return own === undefined ? undefined : [...new Set([own, other ?? own])];
};

/** Every request of a host that the description tells of, some of them twice. */
export const describedRequests = (platform: Platform, name: 'auth' | 'registry'): readonly Asked[] => {
  const { mlflow, endpoints, hosts: { [name]: host } } = platform;
  if (host === undefined) return [];
  const below = mlflow === undefined || mlflow.proxyPath === '' ? undefined : mlflow.proxyPath;
  const proxied = (path: string) => name === 'registry' && below !== undefined && path.startsWith(`${below}/`);
  const asked = (path: string, service: string = name, method: Method = 'GET'): Asked => ({
    method, path, service, part: proxied(path) ? partOf(below ?? '') : firstPart(path), groups: groupsFor(platform, name, service),
  });
  const documented = endpoints.filter((endpoint) => endpoint.host === name).map(({ path, service, method }) => asked(path, service, method));
  const own = [asked(host.health), ...(name === 'registry' ? [asked('/openapi.json')] : []), asked(host.ownPath)];
  // Keys are checked by POST.
  if (name === 'auth') return [...own, asked(host.ownPath, 'auth', 'POST'), ...documented];
  return [...(mlflow === undefined ? [] : [asked(`${mlflow.proxyPath}/health`, 'mlflow'), asked(mlflow.uiPath, 'mlflow')]), ...own, ...documented];
};
