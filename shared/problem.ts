/** Stable codes of what can go wrong in the checker itself; `docs/operations.md` says what to do about each. */
export type ProblemCode =
  | 'late-event'
  | 'store-unavailable'
  | 'item-unreadable'
  | 'run-not-recorded'
  | 'evaluation-gave-up'
  | 'evaluation-not-marked'
  | 'note-delayed'
  | 'note-refused'
  | 'metrics-failed'
  | 'cleanup-incomplete';

/** A failure of one part of the path. It never stops the other parts; it is logged as one line and told in the run's result. */
export interface Problem {
  readonly code: ProblemCode;
  /** One sentence without secrets. */
  readonly message: string;
}

/** The message of whatever was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
