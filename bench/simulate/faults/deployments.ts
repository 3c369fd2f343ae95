import { between, type Random } from '../random.ts';
import type { Trouble, Weather } from '../weather.ts';
import { outages, unavailable } from './outages.ts';

const dayMs = 86_400_000;

/** Twice a day a service restarts and is away for 20 to 60 seconds, which may be told and need not. */
export const deployments = (days: number, services: readonly string[], random: Random): Weather => {
  const all = Array.from({ length: 2 * days }, (_, index) => {
    const from = between(index, index + 0.99, random(index)) * dayMs / 2;
    return { from, to: from + between(20_000, 60_000, random(index, 1)), service: services[Math.floor(services.length * random(index, 2))] };
  });
  return outages(
    all.map(({ from, to, service }) => ({ from, to, strikes: (check) => check.service === service, failure: unavailable })),
    all.map(({ from, to, service = '' }): Trouble => ({ kind: 'deployment', services: [service], from, to, mustBeTold: false })),
  );
};
