/** A process of its own: simulates one scenario and prints its figures as JSON. Arguments: its number, days, seed. */
import { runScenario } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

const [index = 0, days = 0, seed = 0] = process.argv.slice(2).map(Number);
const scenario = scenarios[index];
if (scenario === undefined) throw new Error(`there is no scenario ${index}`);
console.log(JSON.stringify(runScenario(scenario, days, seed)));
