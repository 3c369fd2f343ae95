/** A description that is valid but cannot be deployed. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
}
