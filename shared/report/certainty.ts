import type { Cause } from '../alerts/cause.ts';

/** How certain a cause is, in a word, as long as nobody has counted how often each rule is right. */
export const certainty = ({ confidence }: Cause): string => (confidence >= 0.9 ? 'certain' : confidence >= 0.7 ? 'likely' : 'possible');

export const mostCertainFirst = (causes: readonly Cause[] = []): readonly Cause[] => causes.toSorted((a, b) => b.confidence - a.confidence);
