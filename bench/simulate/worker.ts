/** A thread that simulates the scenarios whose numbers it is sent, one after the other, and answers with their figures. */
import { parentPort, workerData } from 'node:worker_threads';
import { runScenario } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

const { days, seed } = workerData as { readonly days: number; readonly seed: number };

parentPort?.on('message', (index: number) => {
  const scenario = scenarios[index];
  if (scenario === undefined) throw new Error(`there is no scenario ${index}`);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage(runScenario(scenario, days, seed));
});
