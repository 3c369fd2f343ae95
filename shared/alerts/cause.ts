/** A cause as people are told of it. */
export interface Cause {
  /** Of the rule and the service, such as `LB_NO_TARGETS:registry`. */
  readonly id: string;
  /** One plain sentence without a full stop. */
  readonly title: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** Ids of other causes that follow from it. */
  readonly explains?: readonly string[];
}

/** Below it nothing is named a cause. */
export const leastConfidence = 0.5;

const isIn = (causes: readonly Cause[]) => ({ id }: Cause): boolean => causes.some((cause) => cause.id === id);

/**
 * The causes as told so far with those that are seen now, in the newest words. One that can no longer be observed is not gone because of that;
 * one that follows from another is told by that.
 */
export const mergeCauses = (told: readonly Cause[] = [], seen: readonly Cause[] = []): readonly Cause[] => {
  const all = [...told.map((cause) => seen.find(({ id }) => id === cause.id) ?? cause), ...seen.filter((cause) => !isIn(told)(cause))];
  const followed = new Set(all.flatMap(({ id, explains = [] }) => explains.filter((other) => other !== id)));
  return all.filter(({ id }) => !followed.has(id));
};

/** Causes that nobody was told of, and that follow from none that was. */
export const newCauses = (told: readonly Cause[] = [], seen: readonly Cause[] = []): readonly Cause[] => mergeCauses(told, seen).filter((cause) => !isIn(told)(cause));
