/** The endpoints that the registry documents, with an example filled in. */
export const documented = [
  ['GET', '/api/health'],
  ['GET', '/api/v1/models'],
  ['POST', '/api/v1/models'],
  ['GET', '/api/v1/models/example'],
  ['GET', '/api/v1/models/example/versions'],
  ['POST', '/api/v1/models/example/versions'],
  ['POST', '/api/mlflow/api/2.0/mlflow/experiments/search'],
  ['POST', '/api/mlflow/api/2.0/mlflow/runs/create'],
  ['POST', '/api/mlflow/api/2.0/mlflow/registered-models/create'],
  ['POST', '/api/mlflow/api/2.0/mlflow/model-versions/create'],
  ['GET', '/api/mlflow/api/2.0/mlflow-artifacts/artifacts'],
] as const;
