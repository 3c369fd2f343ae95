import type { Check } from '../../../shared/checks/check.ts';
import { between, type Random } from '../random.ts';
import type { Weather } from '../weather.ts';
import { outages, unavailable, type Outage } from './outages.ts';

const minuteMs = 60_000;

/** For how long it fails, and is well, in turn; minutes from and to. */
export interface Rhythm { readonly bad: readonly [number, number]; readonly good: readonly [number, number] }

/** Fails and is well in turn for three hours, every third day. */
export const flapping = (
  days: number, what: { readonly kind: string; readonly service: string; readonly strikes: (check: Check) => boolean }, { bad, good }: Rhythm, random: Random,
): Weather => {
  const { kind, service, strikes } = what;
  const times = Array.from({ length: Math.ceil(days / 3) }, (_, index): readonly Outage[] => {
    const from = (index * 3 + 0.2) * 1_440 * minuteMs + minuteMs * random(index);
    const turns: Outage[] = [];
    for (let at = from; at < from + 180 * minuteMs;) {
      const to = at + between(...bad, random(at, 1)) * minuteMs;
      turns.push({ from: at, to, strikes, failure: unavailable });
      at = to + between(...good, random(at, 2)) * minuteMs;
    }
    return turns;
  });
  const troubles = times.map((turns) => ({ kind, services: [service], from: turns[0]?.from ?? 0, to: turns.at(-1)?.to ?? 0, mustBeTold: true }));
  return outages(times.flat(), troubles);
};
