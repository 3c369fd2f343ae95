import type { Expect, ProbeSpec, Role } from '../checks/check.ts';
import type { Severity } from '../platform/platform.ts';
import type { HttpSettings } from '../probes/http.ts';

/** A generated check before the description's own adjustments: what its category alone knows of it. */
export interface Draft {
  /** Unique within the category. */
  readonly slug: string;
  readonly name: string;
  readonly service: string;
  readonly role: Role;
  readonly severity?: Severity;
  /** Slugs within the category. */
  readonly requires?: readonly string[];
  readonly probe: ProbeSpec;
  readonly expect: Expect;
  readonly breach?: Expect;
  /** Where it needs less than others have. */
  readonly timeoutMs?: number;
  readonly exempt?: true;
  readonly skip?: string;
  readonly notDeployed?: true;
}

/** An HTTP probe with the settings that are usual for one. */
export const http = (url: string, settings: Partial<HttpSettings> = {}): ProbeSpec<'http', HttpSettings> => ({
  kind: 'http',
  settings: { method: 'GET', headers: {}, follow: 0, maxBytes: 1_048_576, reuse: false, ...settings, url },
});

/** Not a page of the load balancer, a proxy or a CDN, such as one about maintenance, which says nothing of who is behind. */
export const fromBehind: Expect = { answeredBy: ['application', 'mlflow', 'unknown'] };

/** An application's own word that it is well: a fixed 200 of the load balancer, whatever runs behind it, is none. */
export const healthy: Expect = { status: 200, ...fromBehind };

/** Answers that show a route to an application: whatever it says but "no such path" or a failure. 401 is routed. */
export const routed: Expect = {
  status: ['2xx', '3xx', '400-403', '405-499'],
  ...fromBehind,
};
