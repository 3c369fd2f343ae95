/**
 * Wall time of the registration journey, its checks run as any are and its cleanup included, against the same requests and comparisons by
 * hand-written `fetch` calls, on the lab's MLflow, which is a process of its own. Rounds are interleaved. Argument: rounds (40).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Check } from '../shared/checks/check.ts';
import { stageNames } from '../shared/mlflow/stages.ts';
import { journey, type JourneySettings } from '../shared/probes/journey.ts';
import { machineClock as clock } from '../shared/runner/machine-clock.ts';
import { runChecks } from '../shared/runner/run-checks.ts';
import { journeyByHand } from './journey-by-hand.ts';
import { mark } from './limits.ts';
import { median, quantile } from './quantile.ts';

const limit = 1.3;
const warmUp = 5;

const startMlflow = async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('mlflow-server.ts', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [printed] = await once(child.stdout, 'data') as [Buffer];
  return { url: `http://127.0.0.1:${Number(printed.toString())}`, stop: () => child.stdin.end() };
};

const checksOf = (url: string): readonly Check[] => stageNames.map((stage, index) => {
  const settings: JourneySettings = { stage, url, experiment: 'hokusai-health', prefix: 'hokusai-health' };
  return {
    id: stage, name: stage, category: 'registration', service: 'mlflow', severity: 'critical', role: 'user-path',
    requires: stageNames.slice(0, index).slice(-1), probe: { kind: 'journey', settings }, expect: journey.expects, timeoutMs: 5_000,
  };
});

const travel = async (checks: readonly Check[]): Promise<void> => {
  const explained = await runChecks(checks, {
    kinds: { journey }, clock, network: {}, deadlineAt: clock.now() + 60_000, confirmationMs: [], concurrency: { total: 10, perHost: 4 },
    credential: () => Promise.reject(new Error('none is described')),
    report: ({ message }) => { throw new Error(message); },
  });
  for (const { result } of explained) if (result.verdict !== 'pass') throw new Error(JSON.stringify(result));
};

const { url, stop } = await startMlflow();
const checks = checksOf(url);
await travel(checks);
const byHand = { name: 'fetch by hand', work: () => journeyByHand(url), took: new Array<number>() };
const ours = { name: 'journey', work: () => travel(checks), took: new Array<number>() };

const rounds = Number(process.argv[2] ?? 40);
for (let round = -warmUp; round < rounds; round += 1) {
  for (const { work, took } of round % 2 === 0 ? [byHand, ours] : [ours, byHand]) {
    const began = performance.now();
    await work();
    if (round >= 0) took.push(performance.now() - began);
  }
}
stop();

const ratio = median(ours.took) / median(byHand.took);
console.log(`registration journey, wall time, median (90 %) of ${rounds} ms; limit ${limit}`);
for (const { name, took } of [byHand, ours]) {
  console.log(`${name.padEnd(16)}${median(took).toFixed(1).padStart(8)} (${quantile(took, 0.9).toFixed(1)})`);
}
console.log(`ratio           ${ratio.toFixed(2).padStart(8)}${mark(ratio > limit)}`);
