import type { Check } from '../../shared/checks/check.ts';
import type { Result } from '../../shared/checks/result.ts';
import { heldBack, inOrder } from '../../shared/runner/prerequisites.ts';
import { burst } from './burst.ts';
import type { Random } from './random.ts';
import type { Fault } from './weather.ts';

/** As described where nothing else is. */
const confirmationMs = [4_000, 11_000, 21_000, 33_000];
/** First attempts are spread over so long. */
const spreadMs = 500;

export interface Ran { readonly results: readonly Result[]; /** When the last check was done with; epoch milliseconds. */ readonly endedAt: number }

/** Runs a category of a platform at its scheduled times. A check waits for those it requires. Indices are those of the whole platform. */
export const categoryRunner = (all: readonly Check[], category: Check['category'], fault: Fault, random: Random) => {
  const checks = inOrder(all.filter((check) => check.category === category));
  const indices = new Map(all.map(({ id }, index) => [id, index]));
  const run = (scheduled: number): Ran => {
    const results = new Map<string, Result>();
    const ends = new Map<string, number>();
    for (const check of checks) {
      const index = indices.get(check.id) ?? -1;
      const held = check.requires.length === 0 ? undefined : heldBack(check, check.requires.flatMap((id) => results.get(id) ?? []));
      const readyAt = Math.max(scheduled + spreadMs * random(scheduled, index), ...check.requires.flatMap((id) => ends.get(id) ?? []));
      const done = held === undefined
        ? burst(check, (at) => fault(check, index, at), scheduled, readyAt, confirmationMs) : { result: held, endedAt: readyAt };
      results.set(check.id, done.result);
      ends.set(check.id, done.endedAt);
    }
    return { results: [...results.values()], endedAt: Math.max(...ends.values()) };
  };
  return { checks, run };
};
