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

interface Done { readonly result: Result; readonly endedAt: number }

/** Runs a category of a platform at its scheduled times. A check waits for those it requires. Indices are those of the whole platform. */
export const categoryRunner = (all: readonly Check[], category: Check['category'], fault: Fault, random: Random) => {
  const checks = inOrder(all.filter((check) => check.category === category));
  const turns = checks.map((check) => ({ check, index: all.indexOf(check), waitsFor: check.requires.map((id) => checks.findIndex((other) => other.id === id)) }));
  const run = (scheduled: number): Ran => {
    const done: Done[] = [];
    let endedAt = scheduled;
    for (const { check, index, waitsFor } of turns) {
      const required = waitsFor.flatMap((place) => done[place] ?? []);
      const readyAt = required.reduce((latest, other) => Math.max(latest, other.endedAt), scheduled + spreadMs * random(scheduled, index));
      const held = required.length === 0 ? undefined : heldBack(check, required.map(({ result }) => result));
      const one = held === undefined ? burst(check, (at) => fault(check, index, at), scheduled, readyAt, confirmationMs) : { result: held, endedAt: readyAt };
      done.push(one);
      endedAt = Math.max(endedAt, one.endedAt);
    }
    return { results: done.map(({ result }) => result), endedAt };
  };
  return { checks, run };
};
