import type { Exchange, Route } from '../http/routes.ts';

/** A route as FastAPI documents it. */
export interface Operation extends Route {
  readonly summary: string;
  /** Asks for an API key before it is handled. */
  readonly needsKey?: true;
  /** Left out of `/openapi.json`. */
  readonly hidden?: true;
}

export interface Application {
  readonly title: string;
  readonly operations: readonly Operation[];
  /** Whether it serves its OpenAPI document; it does unless this says otherwise. */
  readonly documents?: () => boolean;
  /** Sees every request before it is routed; lets it through (`true`), or answers it itself. */
  readonly middleware?: (exchange: Exchange) => Promise<boolean>;
  /** Lets a request with a good key through (`true`), or answers it itself. Absent where no operation needs a key. */
  readonly admit?: (exchange: Exchange) => Promise<boolean>;
}
