/** What a listener does with a request: pass it on to a target group, or answer by itself. */
export type Action =
  | { readonly forward: string }
  | { readonly fixed: { readonly status: number; readonly contentType: string; readonly body: string } };

/** A listener rule. Every condition has to hold, each by any of its values; `*` stands for any characters, `?` for one. */
export interface Rule {
  readonly priority: number;
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  readonly action: Action;
}

/** A registered target. A draining one takes no more requests and leaves the group at `goneAt` (epoch milliseconds). */
export interface Target {
  readonly address: string;
  /** That it was registered with. */
  readonly port: number;
  /** Where a connection is refused, in the place of that port: nothing of the target listens. */
  readonly refusedAt?: number;
  readonly draining?: { readonly goneAt: number };
}

export interface Listener {
  readonly rules: readonly Rule[];
  readonly otherwise: Action;
  readonly targetGroups: Readonly<Record<string, readonly Target[]>>;
}

/**
 * The action of the matching rule with the lowest priority, else the default one. Host names are compared without port and
 * case, paths with case and without the query, as the Elastic Load Balancing user guide ("Rule condition types") has it.
 */
export function actionFor({ rules, otherwise }: Pick<Listener, 'rules' | 'otherwise'>, host: string, path: string): Action {
  const name = host.replace(/:\d+$/u, '').toLowerCase();
  const [plain = ''] = path.split('?');
  const matching = rules.filter((rule) => holds(rule.hosts, name) && holds(rule.paths, plain));
  return matching.sort((a, b) => a.priority - b.priority)[0]?.action ?? otherwise;
}

const holds = (patterns: readonly string[] | undefined, value: string): boolean =>
  patterns === undefined || patterns.some((pattern) => wildcard(pattern).test(value));

/** Rules have but a few patterns. */
const compiled = new Map<string, RegExp>();

const wildcard = (pattern: string): RegExp => {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(`^${pattern.replace(/[\\^$.|+()[\]{}]/gu, '\\$&').replace(/\*/gu, '.*').replace(/\?/gu, '.')}$`, 'su');
  compiled.set(pattern, made);
  return made;
};
