import type { Finding } from '../fault.ts';
import type { Grammar, PlannedCheck } from '../grammar.ts';
import type { DescribedCheck, Platform } from '../platform.ts';
import type { Source } from '../source.ts';

/** A described check and its place among the file's `checks`. */
export interface PlacedCheck {
  readonly index: number;
  readonly check: DescribedCheck;
}

/** A described check as far as it can be judged by itself, though its probe may be refused. */
export interface PlacedPart {
  readonly index: number;
  readonly check: Pick<DescribedCheck, 'id' | 'category' | 'timeoutMs' | 'expect'>;
}

/** A description that its schema has accepted, or what is left of it without the parts that the schema refused. */
export interface Described {
  readonly source: Source;
  readonly grammar: Grammar;
  readonly platform: Platform;
  readonly checks: readonly PlacedCheck[];
  /** The same and those whose probe was refused, in the order of the file. */
  readonly parts: readonly PlacedPart[];
  /** All checks, also those switched off. */
  readonly plan: readonly PlannedCheck[];
  /** Parts of the file, by key, of which the schema refused something. "checks" is among them only as a whole. */
  readonly faulty: ReadonlySet<string>;
  /** Checks of the file that the schema refused as wholes, as they stand there. */
  readonly refused: readonly unknown[];
}

/** Parts that no check comes from. */
const barren = new Set([
  'environment', 'region', 'vantage', 'credentials', 'network', 'schedule', 'thresholds', 'confirmation', 'concurrency', 'timeout',
  'audiences', 'maintenance', 'overrides',
]);

/** Whether what is not planned is unknown, rather than part of what the schema refused. */
export const isPlanComplete = ({ faulty }: Described): boolean => [...faulty].every((part) => barren.has(part));

/** A rule that no schema can express. Pure; it finds all of its faults. */
export type Rule = (described: Described) => readonly Finding[];
