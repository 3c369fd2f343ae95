import { changesOf, current, type History } from '../history.ts';
import type { ServiceName } from '../settings.ts';

/** How many tasks a service should have, and since when, epoch milliseconds, where somebody changed that. */
export interface Desired { readonly count: number; readonly changedAt?: number }

export const desiredOf = (history: History): Readonly<Record<ServiceName, Desired>> => {
  const of = (service: ServiceName): Desired => {
    const change = changesOf(history).findLast(([before, after]) => before.tasks[service].desired !== after.tasks[service].desired);
    return { count: current(history).tasks[service].desired, ...(change === undefined ? {} : { changedAt: change[1].since }) };
  };
  return { auth: of('auth'), api: of('api'), mlflow: of('mlflow') };
};
