import { removeAll } from './cleanup.ts';
import type { Conversation } from './conversation.ts';
import type { Journey, Made } from './journey.ts';
import { oldModels, oldRuns } from './left.ts';

/** Runs and models that are removed at most in one go. */
export const mostSwept = 20;

/** The same, beginning anywhere: what cannot be removed must not stand before the rest each time. */
const turned = (made: readonly Made[], random: string): readonly Made[] => {
  const from = Number.parseInt(random, 16) % Math.max(made.length, 1);
  return [...made.slice(from), ...made.slice(0, from)];
};

const byTurns = (some: readonly Made[], others: readonly Made[]): readonly Made[] =>
  Array.from({ length: Math.max(some.length, others.length) }, (_, index) => [some[index] ?? [], others[index] ?? []].flat()).flat();

/** Removes what runs that crashed have left, models and runs by turns, so that neither waits for the other. */
export const sweep = async (journey: Journey, talk: Conversation): Promise<void> => {
  const { experiment, random } = journey;
  const models = await oldModels(talk, journey);
  const runs = experiment === undefined ? [] : await oldRuns(talk, journey, experiment);
  const chosen = byTurns(turned(models, random(8)), turned(runs, random(8))).slice(0, mostSwept);
  // The last is removed first.
  await removeAll(talk, chosen.toReversed());
};
