import type { ZodType } from 'zod';
import type { CheckContext } from '../../platform/grammar.ts';
import type { Zod } from '../../platform/zod.ts';
import type { Aspect } from '../aspect.ts';
import type { Observation } from '../observation.ts';
import type { Outcome } from '../result.ts';

/** An outcome without the expectation's name, which the registry knows. */
export type Judgement = Omit<Outcome, 'expectation'>;

/** A kind of expectation: what can be described of it and how it judges an observation. Pure; a missing aspect is never ok. */
export interface Expectation<Settings> {
  readonly settings: (z: Zod) => ZodType<Settings>;
  /** What it is about; of several aspects any one will do. */
  readonly judges: readonly Aspect[];
  /** Names of the usual expectations that do not hold where this one is described. */
  readonly replaces?: readonly string[];
  /** The sentence that says why these settings can never fail in such a check, if they cannot. */
  readonly neverFails?: (settings: Settings, check: CheckContext) => string | undefined;
  /** Regular expressions in the settings, for the check against endless ones. */
  readonly patterns?: (settings: Settings) => readonly string[];
  readonly judge: (settings: Settings, observation: Observation, now: number) => readonly Judgement[];
}

/** An expectation as the registry holds it: its settings' type stays private to its file. */
export type Judge = Expectation<unknown>;

export const defineExpectation = <Settings>(expectation: Expectation<Settings>): Judge => expectation as Judge;

/** The expectations a judge knows, by name. */
export type Judges = Readonly<Record<string, Judge>>;
