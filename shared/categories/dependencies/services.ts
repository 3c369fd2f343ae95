import type { Platform } from '../../platform/platform.ts';
import { hostPort } from '../../platform/host-port.ts';
import { healthy, http, type Draft } from '../draft.ts';

/** The services that the platform is made of: auth and registry by their public names, MLflow by its internal one. */
export const services = ({ hosts: { auth, registry }, mlflow }: Platform): readonly Draft[] => [
  ...(auth === undefined ? [] : [{
    slug: 'auth', name: 'Auth is there', service: 'auth', role: 'readiness', exempt: true, probe: http(auth.url + auth.health), expect: healthy,
  } as const]),
  ...(registry === undefined ? [] : [{
    slug: 'registry', name: 'Registry is there', service: 'registry', role: 'user-path', exempt: true,
    probe: http(registry.url + registry.health), expect: healthy,
  } as const]),
  // Health is liveness only: it stays 200 with the database gone. A search needs the database.
  ...(mlflow?.internalName === undefined ? [] : [{
    slug: 'mlflow', name: 'MLflow finds experiments, asked by its internal name', service: 'mlflow', role: 'readiness',
    probe: http(`http://${hostPort(mlflow.internalName, mlflow.internalPort)}/api/2.0/mlflow/experiments/search`, { method: 'POST', body: { max_results: 1 } }),
    expect: { status: 200, header: { 'content-type': { contains: 'json' } } },
  } as const]),
];
