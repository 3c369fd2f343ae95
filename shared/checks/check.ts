import type { CategoryName } from '../platform/category.ts';
import type { Severity } from '../platform/platform.ts';

/** What to probe: the kind's name and its settings, plain data that the kind's own schema has accepted. */
export interface ProbeSpec<Kind extends string = string, Settings = unknown> {
  readonly kind: Kind;
  readonly settings: Settings;
}

/** Expectations by name, plain data; each name's own file knows its shape. */
export type Expect = Readonly<Record<string, unknown>>;

/**
 * How a check bears on its service's state: a hard `readiness` check means down, a hard `user-path` check degraded (down if all
 * are hard); a `warning` (certificate days, restarts) changes no service state.
 */
export type Role = 'readiness' | 'user-path' | 'warning';

/** A configured probe with its expectations: plain data, generated from the description alone. */
export interface Check {
  /** Stable: `<category>/<slug>`. */
  readonly id: string;
  /** A name that people understand. */
  readonly name: string;
  readonly category: CategoryName;
  /** The service it speaks for. */
  readonly service: string;
  readonly severity: Severity;
  readonly role: Role;
  /** Ids of checks of the same category without which this one says nothing. */
  readonly requires: readonly string[];
  readonly probe: ProbeSpec;
  readonly expect: Expect;
  /** What must never be seen, such as a bad key that is let in: it fails the check, whatever became of what it requires. */
  readonly breach?: Expect;
  readonly timeoutMs: number;
  /** Why it does not apply here; it is then listed but not probed. */
  readonly skip?: string;
  /** Probed first and never held back by the circuit breaker: control and health probes, on which diagnosis lives. */
  readonly exempt?: true;
  readonly owner?: string;
  /** A metric of its own was asked for. */
  readonly metric?: true;
}
