import type { Tag } from './input.ts';

export interface Experiment {
  readonly experiment_id: string;
  readonly name: string;
  readonly artifact_location: string;
  lifecycle_stage: 'active' | 'deleted';
  last_update_time: number;
  readonly creation_time: number;
  readonly tags: readonly Tag[];
}

export interface RunInfo {
  readonly run_id: string;
  readonly run_uuid: string;
  readonly experiment_id: string;
  run_name: string;
  readonly user_id: string;
  status: string;
  readonly start_time: number;
  end_time?: number;
  readonly artifact_uri: string;
  lifecycle_stage: 'active' | 'deleted';
}

export interface Metric {
  readonly key: string;
  readonly value: number | string;
  readonly timestamp: number;
  readonly step: number;
}

export interface Run {
  readonly info: RunInfo;
  readonly data: { readonly params: Tag[]; readonly metrics: Metric[]; readonly tags: Tag[] };
  readonly inputs: Readonly<Record<string, never>>;
  /** The logged models that the run is linked to. */
  outputs?: { readonly model_outputs: readonly { readonly model_id: string; readonly step: number }[] };
}

export interface LoggedModel {
  readonly info: {
    readonly model_id: string;
    readonly experiment_id: string;
    readonly name: string;
    readonly creation_timestamp_ms: number;
    last_updated_timestamp_ms: number;
    readonly artifact_uri: string;
    status: string;
    readonly model_type: string;
    readonly source_run_id: string;
    readonly tags: readonly Tag[];
  };
  readonly data: { readonly params?: readonly Tag[] };
}

export interface ModelVersion {
  readonly name: string;
  readonly version: string;
  readonly creation_timestamp: number;
  readonly last_updated_timestamp: number;
  readonly current_stage: string;
  readonly source: string;
  readonly run_id: string;
  readonly status: 'READY';
  readonly run_link: string;
}

export interface RegisteredModel {
  readonly name: string;
  readonly creation_timestamp: number;
  readonly last_updated_timestamp: number;
  readonly tags: readonly Tag[];
  readonly versions: ModelVersion[];
  /** The number given out last: a deleted version's is not used again. */
  lastVersion: number;
  /** The version that each alias stands for. */
  readonly aliases: Map<string, string>;
}

/** Everything this MLflow remembers, in the shapes of its wire format. Artifacts by path, below the artifact root. */
export interface Store {
  readonly experiments: Experiment[];
  readonly runs: Run[];
  readonly loggedModels: LoggedModel[];
  readonly models: RegisteredModel[];
  readonly artifacts: Map<string, Buffer>;
}

/** A new server's store: the experiment `Default` and nothing else. `at` is epoch milliseconds. */
export function createStore(at: number): Store {
  const experiments: Experiment[] = [
    {
      experiment_id: '0', name: 'Default', artifact_location: 'mlflow-artifacts:/0', lifecycle_stage: 'active',
      last_update_time: at, creation_time: at, tags: [],
    },
  ];
  return { experiments, runs: [], loggedModels: [], models: [], artifacts: new Map() };
}
