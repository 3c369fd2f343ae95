import type { Expect, ProbeSpec } from '../../checks/check.ts';
import type { Host, Platform } from '../../platform/platform.ts';
import type { ListenerRuleSettings } from '../../probes/listener-rule.ts';
import type { Generate } from '../checks-of.ts';
import type { Draft } from '../draft.ts';
import { serviceNamed } from '../service-name.ts';
import { portOf } from './port.ts';

/** A path of a host, and the target groups that it may be expected to lead to. */
interface Asked { readonly path: string; readonly part: string; readonly service: string; readonly group: string | undefined }

/** `/api/v1/models` as `api`, `/openapi.json` as `openapi-json`, `/` as `root`. */
const firstPart = (path: string): string => partOf(/^\/+[^/?]*/.exec(path)?.[0] ?? '');
const partOf = (path: string): string => path.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '').join('-') || 'root';

const groupOf = ({ services }: Platform, wanted: string): string | undefined =>
  Object.entries(services).find(([id, { targetGroup }]) => serviceNamed(id) === wanted && targetGroup !== undefined)?.[1].targetGroup;

const authPaths = (platform: Platform, { health, ownPath }: Host): readonly Asked[] => {
  const group = groupOf(platform, 'auth');
  return [health, ownPath].map((path) => ({ path, part: firstPart(path), service: 'auth', group }));
};

const registryPaths = (platform: Platform, { health, ownPath }: Host): readonly Asked[] => {
  const { mlflow, endpoints } = platform;
  const group = groupOf(platform, 'registry');
  const on = (path: string): Asked => ({ path, part: firstPart(path), service: 'registry', group });
  // MLflow's paths lead to the registry, which passes them on; or straight to MLflow's own group, where it has one.
  const beforeMlflow = groupOf(platform, 'mlflow') === undefined ? group : undefined;
  const mlflows = mlflow === undefined ? [] : [
    { path: `${mlflow.proxyPath}/health`, part: partOf(mlflow.proxyPath), service: 'mlflow', group: beforeMlflow },
    { path: mlflow.uiPath, part: partOf(mlflow.uiPath), service: 'mlflow', group: beforeMlflow },
  ];
  const proxied = (path: string) => mlflow !== undefined && path.startsWith(`${mlflow.proxyPath}/`);
  const documented = endpoints.filter(({ host, path }) => host === 'registry' && !proxied(path)).map(({ path }) => path);
  return [...mlflows, ...[health, '/openapi.json', ownPath, ...documented].map(on)];
};

/** One check for each host and first part of a path: a request there is forwarded, and to the right target group where that is described. */
export const ruleChecks: Generate = (platform) => {
  const { loadBalancer, hosts: { auth, registry } } = platform;
  if (loadBalancer === undefined) return [];
  const of = (name: string, { url }: Host, asked: readonly Asked[]): readonly Draft[] => {
    const parts = asked.filter(({ part }, index) => asked.findIndex((other) => other.part === part) === index);
    const { hostname, pathname } = new URL(url);
    const [host, port, base] = [hostname.replace(/^\[|\]$/g, ''), portOf(url), pathname.replace(/\/$/, '')];
    return parts.map(({ path: below, part, service, group }): Draft => {
      const path = base + below;
      const settings: ListenerRuleSettings = { loadBalancer, host, path, method: 'GET', port };
      const probe: ProbeSpec<'listenerRule', ListenerRuleSettings> = { kind: 'listenerRule', settings };
      const expect: Expect = { facts: { action: 'forward', ...(group === undefined ? {} : { targetGroups: { includes: [group] } }) } };
      return { slug: `rule-${name}-${part}`, name: `${host}${path} is forwarded to the right targets`, service, role: 'warning', probe, expect };
    });
  };
  return [
    ...(auth === undefined ? [] : of('auth', auth, authPaths(platform, auth))),
    ...(registry === undefined ? [] : of('registry', registry, registryPaths(platform, registry))),
  ];
};
