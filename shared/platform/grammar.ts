import type { ZodType } from 'zod';
import type { DescribedCheck, Platform } from './platform.ts';
import type { Zod } from './zod.ts';

/** What a description can say of a kind of probe. */
export interface KindGrammar {
  readonly settings: (z: Zod) => ZodType;
  /** Expected unless described otherwise. */
  readonly expects: Readonly<Record<string, unknown>>;
  /** What its observations have; instead of what they lack because of the settings, why. */
  readonly observes: (settings: unknown) => Readonly<Record<string, true | string | undefined>>;
  /** The facts that it may tell, with their meaning. */
  readonly facts: Readonly<Record<string, string>>;
  /** Milliseconds kept free at the end of a run for undoing what its probes made. */
  readonly closingMs: number;
  readonly bind: (settings: unknown) => { readonly target: { readonly label: string; readonly host?: string; readonly requests?: number; readonly shared?: string } };
}

/** What an expectation can be told of the check that it belongs to. */
export interface CheckContext {
  readonly timeoutMs: number;
  /** Of its probe. */
  readonly settings: unknown;
  /** What can be said of a regular expression before any answer is seen. In doubt neither holds. */
  readonly pattern: Readonly<Record<'matchesEverything' | 'matchesNothing', (source: string) => boolean>>;
}

/** What a description can say of a kind of expectation. */
export interface ExpectationGrammar {
  readonly settings: (z: Zod) => ZodType;
  /** What it is about, as kinds observe it; any one will do. */
  readonly judges: readonly string[];
  /** Names of the usual expectations that do not hold where this one is described. */
  readonly replaces?: readonly string[];
  readonly neverFails?: (settings: unknown, check: CheckContext) => string | undefined;
  readonly patterns?: (settings: unknown) => readonly string[];
}

/** A check, as far as its description can be wrong. */
export interface PlannedCheck extends Pick<DescribedCheck, 'id' | 'name' | 'category' | 'service' | 'requires' | 'timeoutMs' | 'probe'> {
  /** Why it is not probed. */
  readonly skip?: string;
}

/** All that can be described, handed in: the description is the lowest layer and knows no probe, expectation or category's checks. */
export interface Grammar {
  readonly kinds: Readonly<Record<string, KindGrammar>>;
  readonly expectations: Readonly<Record<string, ExpectationGrammar>>;
  /** Every check a platform results in: the generated ones, then the described ones. */
  readonly plan: (platform: Platform) => readonly PlannedCheck[];
}
