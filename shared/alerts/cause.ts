/** A cause as people are told of it. */
export interface Cause {
  /** Of the rule and the service, such as `LB_NO_TARGETS:registry`. */
  readonly id: string;
  /** One plain sentence without a full stop. */
  readonly title: string;
  /** From 0 to 1. */
  readonly confidence: number;
}

/** Below it nothing is named a cause. */
export const leastConfidence = 0.5;

/** The causes as told so far with those that are seen now, in the newest words; one that can no longer be observed is not gone because of that. */
export const mergeCauses = (told: readonly Cause[] = [], seen: readonly Cause[] = []): readonly Cause[] =>
  [...told.map((cause) => seen.find(({ id }) => id === cause.id) ?? cause), ...seen.filter(({ id }) => !told.some((cause) => cause.id === id))];

/** Causes that nobody was told of. */
export const newCauses = (told: readonly Cause[] = [], seen: readonly Cause[] = []): readonly Cause[] =>
  seen.filter(({ id }) => !told.some((cause) => cause.id === id));
