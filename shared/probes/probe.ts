import type { ZodType } from 'zod';
import type { Expect, ProbeSpec } from '../checks/check.ts';
import type { Zod } from '../platform/zod.ts';
import type { Aspects } from '../checks/aspect.ts';
import type { Observation } from '../checks/observation.ts';

/** What the checks of a run share, such as what one of them has made and the next one uses. */
export interface Session {
  /** What it is, for people, where it could not be closed: such as `journey through https://registry.example.com/api/mlflow`. */
  readonly what: string;
  /** Undoes what was made. Called once, when the checks have ended; gives up, by rejecting, when the signal fires. */
  readonly close: (signal: AbortSignal) => Promise<void>;
}

/** What a probe is given besides its settings. */
export interface ProbeContext {
  /** Aborted when the check's time is up; the probe then ends at once with the reason of the phase it was in. */
  readonly signal: AbortSignal;
  readonly network: { readonly resolver?: string; readonly ca?: string };
  /**
   * Reads a described credential by its name; one that is not the checker's own but the platform's is read anew each time, because the
   * platform's next task would read it anew, too. Throws CredentialError.
   */
  readonly credential: (name: string, anew?: true) => Promise<string>;
  /** The run's session of that name, opened by the first who asks; the same name always means the same type. */
  readonly session: <S extends Session>(name: string, open: () => S) => S;
}

/** What is probed, in words and as a key for the per-host limit and the circuit breaker. */
export interface Target {
  /** Such as `GET https://registry.example.com/health`. */
  readonly label: string;
  /** `host:port`; absent where no host of the platform is touched (an AWS call). */
  readonly host?: string;
  /**
   * How many requests an attempt at a healthy target makes at most, where it is not one: those over HTTP, also to AWS, and what a database,
   * a cache or a broker is told to do. Not counted are the resolution of names, but for checks of it, and reading the checker's own credentials.
   */
  readonly requests?: number;
  /** The name of an answer that checks of a run share: who asks for it first makes the requests. */
  readonly shared?: string;
}

/** A kind of probe: what can be described of it, and how it observes. It never judges and never throws for a target's failure. */
export interface Probe<Settings> {
  /** The kind's settings, as a schema made with the validator that is handed in. The one source of their type, docs and checks. */
  readonly settings: (z: Zod) => ZodType<Settings>;
  readonly target: (settings: Settings) => Target;
  /** Expected unless described otherwise, so that no check is without an expectation. */
  readonly expects: Expect;
  /** What its observations have besides the time they took, of which every observation tells. */
  readonly observes?: (settings: Settings) => Aspects;
  /** The facts that it may tell, with their meaning. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Milliseconds kept free at the end of a run for closing its sessions. */
  readonly closingMs?: number;
  /** What the settings alone decide is prepared once, before the time is taken. */
  readonly run: (settings: Settings) => (context: ProbeContext) => Promise<Observation>;
}

/** A probe with its settings inside: all that the runner knows of a kind. */
export interface BoundProbe {
  readonly target: Target;
  readonly run: (context: ProbeContext) => Promise<Observation>;
}

/** A kind as the registry holds it: its settings' type stays private to its file. */
export interface Kind {
  readonly settings: (z: Zod) => ZodType;
  readonly expects: Expect;
  readonly observes: (settings: ProbeSpec['settings']) => Aspects;
  readonly facts: Readonly<Record<string, string>>;
  readonly closingMs: number;
  readonly bind: (settings: ProbeSpec['settings']) => BoundProbe;
}

/** Registers a probe: hides the type of its settings behind `bind`. The settings have been accepted by its schema. */
export const defineProbe = <Settings>(probe: Probe<Settings>): Kind => ({
  settings: probe.settings,
  expects: probe.expects,
  observes: (settings) => ({ time: true, ...probe.observes?.(settings as Settings) }),
  facts: probe.facts ?? {},
  closingMs: probe.closingMs ?? 0,
  bind: (settings) => {
    const typed = settings as Settings;
    return { target: probe.target(typed), run: probe.run(typed) };
  },
});

/** The kinds a runner knows, by name. */
export type Kinds = Readonly<Record<string, Kind>>;
