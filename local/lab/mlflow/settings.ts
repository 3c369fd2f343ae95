/** How MLflow is started, and what it is missing; it reads this anew for every request. */
export interface MlflowSettings {
  /** It was started with `--no-serve-artifacts`. Experiments from before keep their artifacts where they are. */
  readonly withoutArtifacts?: true;
  /** The bucket behind its artifacts lets it do nothing. */
  readonly bucketRefuses?: true;
  /** Of what is uploaded nothing arrives, as in versions before 3.15 of what comes without its length. */
  readonly emptiesUploads?: true;
  /** Milliseconds that everything takes longer. */
  readonly delayMs?: number;
  /** The address at which it looks for its database; absent: the one that the name server knows. */
  readonly databaseAddress?: string;
}
