import type { Input } from './input.ts';
import type { Store } from './store.ts';

/**
 * One call of the REST API: method, path below `/api/2.0/mlflow/`, and what it does at a moment (epoch milliseconds). What
 * stands in the braces of the path is input too. It throws `MlflowError`.
 */
export type Call = readonly [
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  run: (store: Store, input: Input, at: number) => unknown,
];
