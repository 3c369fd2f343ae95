import { didYouMean } from '../closest.ts';
import type { Finding } from '../fault.ts';
import type { Grammar, PlannedCheck } from '../grammar.ts';
import type { DescribedCheck, Platform } from '../platform.ts';
import type { Guess } from '../repair.ts';
import type { Source } from '../source.ts';

/** A described check, its place among the file's `checks`, and what of it is refused or missing, so that something stands in for it. */
export interface PlacedCheck {
  readonly index: number;
  readonly check: DescribedCheck;
  readonly guessed: ReadonlySet<Guess>;
}

/** A description that its schema has accepted, or what is left of it without the parts that the schema refused. */
export interface Described {
  readonly source: Source;
  readonly grammar: Grammar;
  readonly platform: Platform;
  /** In the order of the file, without those of which nothing can be judged. */
  readonly checks: readonly PlacedCheck[];
  /** All checks, also those switched off, and those with a guess. */
  readonly plan: readonly PlannedCheck[];
  /** Parts of the file, by key, of which the schema refused something. "checks" is among them only as a whole. */
  readonly faulty: ReadonlySet<string>;
  /** Checks of the file that the schema refused as wholes, as they stand there. */
  readonly refused: readonly unknown[];
}

/** Parts that checks come from. */
const fertile = ['hosts', 'services', 'endpoints', 'mlflow', 'checks'];

/** Whether what is not planned is unknown, rather than part of what the schema refused, or meant by a misspelt key. */
export const isPlanComplete = ({ faulty }: Described): boolean =>
  [...faulty].every((part) => !fertile.includes(part) && didYouMean(part, fertile) === undefined);

/** A rule that no schema can express. Pure; it finds all of its faults. */
export type Rule = (described: Described) => readonly Finding[];
