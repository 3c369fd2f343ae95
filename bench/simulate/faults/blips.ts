import { between, type Random } from '../random.ts';
import type { Weather } from '../weather.ts';
import { outages } from './outages.ts';

const dayMs = 86_400_000;

/** For up to 30 seconds twice a day everything fails: over before anybody could do anything. */
export const blips = (days: number, random: Random): Weather => outages(Array.from({ length: 2 * days }, (_, index) => {
  const from = between(index, index + 0.99, random(index)) * dayMs / 2;
  return { from, to: from + between(1_000, 30_000, random(index, 1)), strikes: () => true, failure: { reason: 'connect-refused' } as const };
}), []);
