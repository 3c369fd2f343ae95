/** A public host of the platform, by the service that answers there. */
export type HostName = 'auth' | 'registry';
export const hostNames = ['auth', 'registry'] as const satisfies readonly HostName[];

/** What a generated check asks for, as far as its id tells. */
export interface Asked {
  /** It is answered at this public host, by whoever answers there. */
  readonly host?: HostName;
  /** It presents the checker's own key, or one that must be refused. */
  readonly key?: 'good' | 'bad';
}

const at = (host: HostName, key?: 'good' | 'bad'): Asked => ({ host, ...(key === undefined ? {} : { key }) });

/** By id, the first that fits. Sources: `shared/categories/`, which makes these ids. */
const table: readonly (readonly [RegExp, Asked])[] = [
  [/^infrastructure\/auth-health$/, at('auth')],
  [/^infrastructure\/(?:registry-health|registry-openapi|mlflow-ui)$/, at('registry')],
  [/^infrastructure\/(?:registry-api|mlflow-(?:health|search|artifacts))$/, at('registry', 'good')],
  [/^authentication\/(?:(?:bearer|x-api-key)-.+|response-time)$/, at('registry', 'good')],
  [/^authentication\/(?:bad-key-.+|refusal)$/, at('registry', 'bad')],
  [/^authentication\/auth-health$/, at('auth')],
  [/^authentication\/(?:validation(?:-.+)?|rate-limit)$/, at('auth', 'good')],
  [/^registration\/(?:experiment|run|version)$/, at('registry', 'good')],
  [/^endpoints\/auth-/, at('auth')],
  [/^endpoints\//, at('registry')],
  [/^routing\/auth-(?:dns|certificate|own-path|foreign-path)$/, at('auth')],
  [/^routing\/registry-(?:dns|certificate|own-path|foreign-path)$/, at('registry')],
  [/^dependencies\/auth$/, at('auth')],
  [/^dependencies\/registry$/, at('registry')],
];

/** What the check of this id asks for; nothing is known of one that somebody described. */
export const askedBy = (id: string): Asked => table.find(([pattern]) => pattern.test(id))?.[1] ?? {};
