import type { Check } from '../../../shared/checks/check.ts';
import type { Failure, Trouble, Weather } from '../weather.ts';
import { spanAt } from '../windows.ts';

/** Everything that these checks ask fails in that time (epoch milliseconds). */
export interface Outage {
  readonly from: number;
  readonly to: number;
  readonly strikes: (check: Check) => boolean;
  readonly failure: Failure;
}

/** Outages that do not overlap. `troubles`: what of it people suffer from. */
export const outages = (all: readonly Outage[], troubles: readonly Trouble[]): Weather => {
  const outageAt = spanAt(all);
  return {
    troubles,
    fault: (check, _, at) => {
      const outage = outageAt(at);
      return outage?.strikes(check) === true ? outage.failure : undefined;
    },
  };
};

/** What a load balancer says with nobody behind it. */
export const unavailable: Failure = { reason: 'status', status: 503 };
