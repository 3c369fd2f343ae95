import type { Fact } from './facts/fact.ts';
import type { Facts } from './facts/facts.ts';
import type { Layer } from './finding.ts';
import type { Seen } from './seen.ts';

/** A fact without which the rule holds as well, and by how much it makes it surer. */
export interface Raise { readonly by: number; readonly fact: Fact }

/** What a rule looks at. */
export interface Evidence {
  /** All of it has to be so. */
  readonly all: readonly Fact[];
  /** None of it may be so: by this the look-alikes are told apart. */
  readonly none?: readonly Fact[];
  readonly raises?: readonly Raise[];
}

/** Whether what is wrong with one service follows from what is wrong with another, or the same. */
export type Reach = (from: string, to: string) => boolean;

/** What follows from a cause: findings of the rule, of the services that it reaches. */
export interface Consequence { readonly rule: string; readonly of: Reach }

/** Whether a failing check follows directly from what is wrong with the service. */
export type Symptom = (check: Seen, service: string) => boolean;

/** A cause that can be told from what was seen: data, and one pure predicate. */
export interface Rule {
  /** Never changes: `DB_WRONG_CREDENTIALS`. */
  readonly id: string;
  /** Counts up when what it says changes. */
  readonly version: number;
  readonly layer: Layer;
  /** Where to look for it: at each public host, each service that ECS runs, or at these. */
  readonly scope: 'hosts' | 'tasks' | readonly string[];
  /** A plain sentence for people about the service, at most 80 characters, without a full stop. */
  readonly title: (service: string) => string;
  /** From 0 to 1, without any raise. */
  readonly confidence: number;
  readonly evidence: (facts: Facts, service: string) => Evidence;
  readonly symptoms: readonly Symptom[];
  readonly consequences: readonly Consequence[];
}
