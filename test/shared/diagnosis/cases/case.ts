import type { Glances } from '../glance.ts';

/** A rule: what it needs to see, no more; what makes it surer; and what looks like it, with what that is found to be. */
export interface Case {
  /** With its confidence on what it needs alone. */
  readonly finding: string;
  readonly needs: Glances;
  /** What else is seen, and the confidence that comes of it. */
  readonly surer?: readonly [Glances, confidence: number];
  /** Instead, or besides; what is found then. */
  readonly alike: readonly (readonly [what: string, Glances, found: readonly string[]])[];
}
