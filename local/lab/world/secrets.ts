import { isDeepStrictEqual } from 'node:util';
import { changesOf, current, type History } from '../history.ts';
import type { Settings } from '../settings.ts';

/** The secrets that there are: one whose values somebody changed is as young as that. */
export const secretsOf = (history: History): Settings['secrets'] => Object.fromEntries(Object.entries(current(history).secrets).map(([id, secret]) => {
  const change = changesOf(history).findLast(([before, after]) => !isDeepStrictEqual(before.secrets[id]?.values, after.secrets[id]?.values));
  return [id, change === undefined ? secret : { ...secret, changedAt: Math.max(secret.changedAt, change[1].since) }];
}));
