import type { Platform } from '../platform/platform.ts';
import type { EcsSettings } from '../probes/ecs.ts';
import type { ProbeSpec } from '../checks/check.ts';
import { healthy, http, type Draft } from './draft.ts';
import { serviceNamed } from './service-name.ts';

const healthyJson = { status: 200, header: { 'content-type': { contains: 'json' } } };

/** The credential that the generated checks use. */
const key = 'key';
const noKey = `needs a key, and the description names none (credentials.${key})`;

const authChecks = ({ hosts: { auth } }: Platform): Draft[] =>
  auth === undefined ? [] : [{
    slug: 'auth-health', name: 'Auth is healthy', service: 'auth', role: 'readiness', exempt: true,
    probe: http(auth.url + auth.health), expect: healthy,
  }];

const registryChecks = ({ hosts: { registry }, mlflow, credentials }: Platform): Draft[] => {
  if (registry === undefined) return [];
  const { url, health } = registry;
  const withKey = { auth: { credential: key, as: 'bearer' } } as const;
  const keyed = key in credentials ? {} : { skip: noKey };
  const checks: Draft[] = [
    {
      slug: 'registry-health', name: 'Registry is healthy', service: 'registry', role: 'user-path', exempt: true,
      probe: http(url + health), expect: healthy,
    },
    {
      slug: 'registry-api', name: 'Registry API answers the key', service: 'registry', role: 'readiness',
      probe: http(`${url}/api/health`, withKey), expect: healthy, ...keyed,
    },
    {
      slug: 'registry-openapi', name: 'Registry describes its API', service: 'registry', role: 'user-path',
      probe: http(`${url}/openapi.json`), expect: { status: 200, json: { '$.openapi': { exists: true } } },
    },
  ];
  if (mlflow === undefined) return checks;
  const { proxyPath, uiPath } = mlflow;
  const at = (path: string) => url + proxyPath + path;
  const search = { ...withKey, method: 'POST', body: { max_results: 1 } } as const;
  return [
    ...checks,
    { slug: 'mlflow-ui', name: 'MLflow shows its pages', service: 'mlflow', role: 'user-path', probe: http(url + uiPath), expect: healthy },
    {
      slug: 'mlflow-health', name: 'MLflow is alive behind the proxy', service: 'mlflow', role: 'user-path',
      probe: http(at('/health'), withKey), expect: healthy, ...keyed,
    },
    // Health is liveness only: it stays 200 with the database gone. A search needs the database.
    {
      slug: 'mlflow-search', name: 'MLflow finds experiments', service: 'mlflow', role: 'readiness',
      probe: http(at('/api/2.0/mlflow/experiments/search'), search), expect: healthyJson, ...keyed,
    },
    {
      slug: 'mlflow-artifacts', name: 'MLflow lists artifacts', service: 'mlflow', role: 'user-path',
      probe: http(at('/api/2.0/mlflow-artifacts/artifacts'), withKey), expect: healthyJson, ...keyed,
    },
  ];
};

const taskChecks = ({ services }: Platform): Draft[] =>
  Object.entries(services).map(([id, { cluster, service }]) => {
    const probe: ProbeSpec<'ecs', EcsSettings> = { kind: 'ecs', settings: { cluster, service } };
    // Running tasks prove nothing to a user, so ECS alone changes no service's state.
    return { slug: `ecs-${id}`, name: `ECS runs ${service}`, service: serviceNamed(id), role: 'warning', probe, expect: { tasks: {} } };
  });

/** Eleven checks of a platform described in full: five load-balancer endpoints, three ECS services, three of MLflow. */
export const infrastructure = (platform: Platform): readonly Draft[] => [
  ...authChecks(platform), ...registryChecks(platform), ...taskChecks(platform),
];
