import type { Causes } from './cause.ts';
import { mlflow, proxy } from './mlflow.ts';

/** What can be wrong with artifacts. The first four look alike to who uploads one. */
export const artifactCauses: Causes = {
  'artifact-route-missing': proxy({ withoutArtifacts: true }, "the registry's proxy has no route for MLflow's artifacts"),
  'artifact-path-mangled': proxy({ keepsPrefix: 'of artifacts' }, 'the proxy sends the paths of artifacts on with their prefix, which MLflow does not know'),
  'artifacts-disabled': mlflow({ withoutArtifacts: true }, 'MLflow was started with --no-serve-artifacts'),
  'artifact-bucket-refuses': mlflow({ bucketRefuses: true }, 'MLflow has no right to the bucket of its artifacts'),
  'artifacts-emptied': mlflow({ emptiesUploads: true }, 'MLflow takes uploads and stores empty files'),
};
