/** The errors this server raises, with the HTTP statuses that MLflow gives them (mlflow/exceptions.py). */
const statuses = {
  BAD_REQUEST: 400,
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  RESOURCE_DOES_NOT_EXIST: 404,
  PERMISSION_DENIED: 403,
  TEMPORARILY_UNAVAILABLE: 503,
} as const;

/** An error that reaches the client as `{"error_code", "message"}`. */
export class MlflowError extends Error {
  readonly code: keyof typeof statuses;

  constructor(code: keyof typeof statuses, message: string) {
    super(message);
    this.code = code;
  }

  get status(): number {
    return statuses[this.code];
  }
}
