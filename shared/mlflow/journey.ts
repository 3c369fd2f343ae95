import type { ModelFile } from './local-model.ts';

/** A file in the artifact store: its path below the store's root, and its size. */
export interface StoredFile { readonly path: string; readonly bytes: number }

/** A run that was, or may have been, made. */
export interface MadeRun {
  readonly kind: 'run';
  readonly name: string;
  readonly experimentId: string;
  /** Absent while its answer is not there: it is then looked for by its name. */
  id?: string;
  /** Where its files are in the artifact store; absent while nothing can be there. */
  files?: string;
  /** Its creation was sent and not answered: it may come later. */
  mayCome?: true;
  /** A file whose upload was sent and not answered: it may come later. */
  fileMayCome?: StoredFile;
}

/** A registered model that was, or may have been, made. */
export interface MadeModel {
  readonly kind: 'model';
  readonly name: string;
  version?: string;
  alias?: string;
  /** Its creation was sent and not answered: it may come later. */
  mayCome?: true;
}

/** Everything that is made is put down before the request that makes it is sent: an answer that is lost must leave nothing behind. */
export type Made = MadeRun | MadeModel;

export interface Experiment { readonly id: string; readonly location: string }

/** A run with a model's files, below the directory `model` of its artifacts, for which `uri` stands. */
export interface Run { readonly id: string; readonly uri: string; readonly files: readonly ModelFile[] }

/** How far the way of a model through MLflow has come: each stage adds its part, a stage that is tried again puts another in its place. */
export interface Journey {
  /** Name of the one experiment that stays. */
  readonly experimentName: string;
  /** With which the names of everything else begin. */
  readonly prefix: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** So many random hexadecimal digits. */
  readonly random: (digits: number) => string;
  readonly made: Made[];
  model?: readonly ModelFile[];
  experiment?: Experiment;
  run?: Run;
}
