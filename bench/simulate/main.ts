/**
 * `npm run simulate`: the rules of states, incidents and messages, run for thirty days on a platform whose true state is known. Prints what
 * they told wrongly, missed and told late; exit code 1 where a target is missed. Arguments: --days 30, --seed 1, --json.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Figures } from './figures.ts';
import { scenarios } from './scenarios.ts';
import { table } from './table.ts';
import { missesOf } from './targets.ts';

const { values } = parseArgs({ options: { days: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } } });
const [days, seed] = [Number(values.days), Number(values.seed)];
if (!Number.isSafeInteger(days) || days < 1 || !Number.isSafeInteger(seed)) throw new Error('--days and --seed take whole numbers, --days from 1');

const began = performance.now();
const figures: Figures[] = [];
const left = scenarios.map((_, index) => index);

/** One after the other, whichever is next, until none is left. What is made and forgotten within a minute never gets old in 96 MB. */
const work = async (): Promise<void> => {
  const worker = new Worker(join(import.meta.dirname, 'worker.ts'), { workerData: { days, seed }, resourceLimits: { maxYoungGenerationSizeMb: 96 } });
  for (let index = left.pop(); index !== undefined; index = left.pop()) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    worker.postMessage(index);
    [figures[index]] = await once(worker, 'message') as [Figures];
  }
  await worker.terminate();
};
await Promise.all(Array.from({ length: availableParallelism() }, work));

const missed = figures.flatMap(missesOf);
if (values.json) console.log(JSON.stringify({ days, seed, scenarios: figures, missed }, undefined, 2));
else {
  console.log(`${days} days of each, seed ${seed}, in ${((performance.now() - began) / 1_000).toFixed(0)} s\n\n${table(figures)}\n`);
  console.log(missed.length === 0 ? 'every target is reached' : missed.map((each) => `MISSED  ${each}`).join('\n'));
}
if (missed.length > 0) process.exitCode = 1;
