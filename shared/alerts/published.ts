/** What became of one attempt to publish a note. Of some an audience is told nothing in its form. `refused` will not get better by trying again. */
export type Published = 'taken' | 'nothing to say' | { readonly transient: string } | { readonly refused: string };

/**
 * Publishes what a note comes to, one after the other, up to the first that is not taken: the note is then as good as not delivered, and all of it is
 * published again. Receivers go by keys, so that a copy of what was taken changes nothing.
 */
export const publishInOrder = async <T>(messages: readonly T[], publish: (message: T) => Promise<Published>): Promise<Published> => {
  if (messages.length === 0) return 'nothing to say';
  for (const message of messages) {
    const published = await publish(message);
    if (published !== 'taken') return published;
  }
  return 'taken';
};
