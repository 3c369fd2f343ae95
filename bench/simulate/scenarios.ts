import type { Check } from '../../shared/checks/check.ts';
import { blips } from './faults/blips.ts';
import { deployments } from './faults/deployments.ts';
import { flapping } from './faults/flapping.ts';
import { incidents } from './faults/incidents.ts';
import { noise } from './faults/noise.ts';
import { unavailable } from './faults/outages.ts';
import { shares } from './faults/shares.ts';
import { platform, smallServices } from './platform.ts';
import type { Random } from './random.ts';
import { together, type Weather } from './weather.ts';

/** What one simulation is of. */
export interface Scenario {
  readonly name: string;
  readonly checks: readonly Check[];
  /** Each part of the weather has a chance of its own. */
  readonly weather: (days: number, random: (part: number) => Random) => Weather;
}

const services = [...new Set(platform.map(({ service }) => service))];
const ofService = (name: string) => ({ service }: Check): boolean => service === name;
const ofSlug = (end: string) => ({ id }: Check): boolean => id.endsWith(end);

const scenario = (name: string, weather: Scenario['weather'], checks = platform): Scenario => ({ name, weather, checks });

const twenty = (days: number) => {
  const count = Math.max(1, Math.round((20 * days) / 30));
  return { count, everyMinutes: (1_440 * days) / count, lengths: [3, 360] as const };
};
/** So far apart that no check seems to flap. */
const often = (days: number) => ({ count: 18 * days, everyMinutes: 80, lengths: [3, 12] as const });

const oneCheck = { kind: 'flapping check', service: 'registry', strikes: ofSlug('/registry-list') };
const oneService = { kind: 'flapping service', service: 'registry', strikes: ofService('registry') };
const half = { kind: 'one bad target of two', service: 'registry', strikes: ofService('registry'), failure: unavailable, rate: 0.5, hours: 2 };
const slow = { service: 'registry', strikes: ofSlug('/registry-response-time'), failure: { reason: 'slow', status: 200 } as const, hours: 8 };

export const scenarios: readonly Scenario[] = [
  scenario('noise 0 %', (_, random) => noise(0, random(1))),
  scenario('noise 0.5 %', (_, random) => noise(0.005, random(1))),
  scenario('noise 1 %', (_, random) => noise(0.01, random(1))),
  scenario('noise 5 %', (_, random) => noise(0.05, random(1))),
  scenario('noise 5 %, small services', (_, random) => noise(0.05, random(1)), smallServices),
  scenario('blips', (days, random) => blips(days, random(2))),
  scenario('slow days, 30 %', (days, random) => shares(days, { ...slow, rate: 0.3 }, random(3))),
  scenario('slow days, 90 %', (days, random) => shares(days, { ...slow, rate: 0.9, kind: 'slow' }, random(3))),
  scenario('deployments', (days, random) => deployments(days, services, random(4))),
  scenario('flapping check', (days, random) => flapping(days, oneCheck, { bad: [2, 5], good: [2, 6] }, random(5))),
  scenario('flapping check, slowly', (days, random) => flapping(days, oneCheck, { bad: [4, 6], good: [16, 20] }, random(5))),
  scenario('flapping service', (days, random) => flapping(days, oneService, { bad: [2, 5], good: [2, 6] }, random(5))),
  scenario('one bad target of two', (days, random) => shares(days, half, random(6))),
  scenario('20 incidents', (days, random) => incidents(platform, twenty(days), random(7))),
  scenario('20 incidents, noise 5 %, blips', (days, random) =>
    together([incidents(platform, twenty(days), random(7)), blips(days, random(2)), noise(0.05, random(1))])),
  scenario('18 incidents a day', (days, random) => incidents(platform, often(days), random(8))),
];
