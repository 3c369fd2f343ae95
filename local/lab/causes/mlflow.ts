import type { MlflowSettings } from '../mlflow/settings.ts';
import type { ProxySettings } from '../registry/mlflow-proxy.ts';
import type { Cause, Causes } from './cause.ts';

export const proxy = (change: ProxySettings, what: string): Cause => ({
  what, apply: (settings) => ({ ...settings, registry: { ...settings.registry, proxy: { ...settings.registry.proxy, ...change } } }),
});
export const mlflow = (change: MlflowSettings, what: string): Cause =>
  ({ what, apply: (settings) => ({ ...settings, mlflow: { ...settings.mlflow, ...change } }) });

/** What can be wrong with MLflow, and between the registry and it. */
export const mlflowCauses: Causes = {
  'proxy-strips-length': proxy({ stripsLength: true }, 'the proxy sends bodies on without their length'),
  'proxy-keeps-host': proxy({ keepsHost: true }, 'the proxy sends the public host name on, which MLflow refuses'),
  'proxy-keeps-prefix': proxy({ keepsPrefix: true }, 'the proxy sends paths on with their prefix, which MLflow does not know'),
  'mlflow-slow': mlflow({ delayMs: 3_000 }, 'MLflow takes three seconds for everything'),
  // Where nothing listens.
  'mlflow-database-gone': mlflow({ databaseAddress: '127.0.0.3' }, 'MLflow, which runs, has lost the way to its database'),
};
