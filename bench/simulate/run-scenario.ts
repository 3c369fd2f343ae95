import { figuresOf, type Figures } from './figures.ts';
import { measure } from './measure.ts';
import { randomFrom } from './random.ts';
import type { Scenario } from './scenarios.ts';
import { simulate } from './simulate.ts';

/** Simulates one scenario and measures it. The same seed gives the same figures. */
export const runScenario = ({ name, checks, weather }: Scenario, days: number, seed: number): Figures => {
  const random = (part: number) => randomFrom(1_000 * seed + part);
  const { fault, troubles } = weather(days, random);
  return figuresOf(name, measure(simulate({ checks, fault, random: random(0), days }), troubles));
};
