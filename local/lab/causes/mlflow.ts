import type { ProxySettings } from '../registry/mlflow-proxy.ts';
import type { Cause, Causes } from './cause.ts';

const proxy = (change: ProxySettings, what: string): Cause => ({
  what, apply: (settings) => ({ ...settings, registry: { ...settings.registry, proxy: { ...settings.registry.proxy, ...change } } }),
});

/** What can be wrong between the registry and MLflow. */
export const mlflowCauses: Causes = {
  'artifact-route-missing': {
    what: "the registry's proxy has no route for MLflow's artifacts",
    apply: (settings) => ({ ...settings, registry: { ...settings.registry, withoutArtifactRoute: true } }),
  },
  'proxy-strips-length': proxy({ stripsLength: true }, 'the proxy sends bodies on without their length'),
  'proxy-keeps-host': proxy({ keepsHost: true }, 'the proxy sends the public host name on, which MLflow refuses'),
  'proxy-keeps-prefix': proxy({ keepsPrefix: true }, 'the proxy sends paths on with their prefix, which MLflow does not know'),
};
