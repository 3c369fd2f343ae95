import type { MlflowSettings } from '../mlflow/settings.ts';
import type { RegistrySettings } from '../registry/application.ts';
import type { Cause, Causes } from './cause.ts';

const registry = (change: RegistrySettings, what: string): Cause =>
  ({ what, apply: (settings) => ({ ...settings, registry: { ...settings.registry, ...change } }) });
const mlflow = (change: MlflowSettings, what: string): Cause =>
  ({ what, apply: (settings) => ({ ...settings, mlflow: { ...settings.mlflow, ...change } }) });

/** What can be wrong with artifacts. The first four look alike to who uploads one. */
export const artifactCauses: Causes = {
  'artifact-route-missing': registry({ withoutArtifactRoute: true }, "the registry's proxy has no route for MLflow's artifacts"),
  'artifact-path-mangled': {
    what: 'the proxy sends the paths of artifacts on with their prefix, which MLflow does not know',
    apply: (settings) => ({ ...settings, registry: { ...settings.registry, proxy: { ...settings.registry.proxy, keepsPrefix: 'of artifacts' } } }),
  },
  'artifacts-disabled': mlflow({ withoutArtifacts: true }, 'MLflow was started with --no-serve-artifacts'),
  'artifact-bucket-refuses': mlflow({ bucketRefuses: true }, 'MLflow has no right to the bucket of its artifacts'),
  'artifacts-emptied': mlflow({ emptiesUploads: true }, 'MLflow takes uploads and stores empty files'),
};
