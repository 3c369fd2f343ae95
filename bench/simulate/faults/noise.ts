import type { Random } from '../random.ts';
import type { Weather } from '../weather.ts';

/** Every attempt of every check fails by itself at that rate (0 to 1): nobody suffers. */
export const noise = (rate: number, random: Random): Weather => ({
  troubles: [],
  fault: (_, index, at) => (random(at, index) < rate ? { reason: 'closed-early' } : undefined),
});
