/**
 * How true the timings are: what a check measured minus what its target knows it took, at 1, 10 and 50 in flight, and a sweep of
 * 1,000 hosts, each against the same targets at 1 in flight. All in one run, in interleaved rounds; the targets are a process of their
 * own. Quantiles are taken of each round, and their medians over the rounds: the machine has hiccups of its own. Timings that the runner
 * itself marks as not to be trusted are left out, and their share is told. Run with the flag that `npm start` has,
 * `--max-semi-space-size=1`. Argument: rounds (8).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as zod from 'zod';
import type { Check } from '../shared/checks/check.ts';
import { http } from '../shared/probes/http.ts';
import { machineClock } from '../shared/runner/machine-clock.ts';
import { runChecks } from '../shared/runner/run-checks.ts';
import { addressOf } from './address-of.ts';
import { verdict } from './limits.ts';
import { median, quantile } from './quantile.ts';

const hosts = 1_000;
const delays = [0, 5, 50, 200];
const sweptDelay = 50;
/** Of the 50th and the 99th percentile, against 1 in flight. */
const ratioLimits = [1, 2] as const;
const sweepLimitMs = 1_500;

interface Measured { readonly delayMs: number; readonly errorMs: number; readonly suspect: boolean }
interface Sweep { readonly measured: readonly Measured[]; readonly tookMs: number }

const startTargets = async () => {
  const script = fileURLToPath(new URL('delayed-targets.ts', import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, script, String(hosts)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [printed] = await once(child.stdout, 'data') as [Buffer];
  return { port: Number(printed.toString()), stop: () => child.stdin.end() };
};

const settings = http.settings(zod);

const delayed = (index: number, port: number, delayMs: number): Check => ({
  id: `infrastructure/${index}`, name: `target ${index}`, category: 'infrastructure', service: 'target', severity: 'warning',
  role: 'warning', requires: [], expect: { status: 200 }, timeoutMs: 5_000,
  probe: { kind: 'http', settings: settings.parse({ url: `http://${addressOf(index % hosts)}:${port}/${delayMs}` }) },
});

const sweep = async (checks: readonly Check[], delayOf: (index: number) => number, total: number): Promise<Sweep> => {
  const began = performance.now();
  const explained = await runChecks(checks, {
    kinds: { http }, clock: machineClock, deadlineAt: Date.now() + 120_000, network: {}, confirmationMs: [],
    concurrency: { total, perHost: 4 },
    credential: async () => { throw new Error('none is described'); },
  });
  const tookMs = performance.now() - began;
  return { tookMs, measured: explained.map(({ result, observation }, index) => {
    if (result.verdict !== 'pass') throw new Error(`the target did not answer: ${JSON.stringify(result)}`);
    const trueMs = observation?.response?.headers.find(([name]) => name === 'x-true-ms')?.[1];
    return { delayMs: delayOf(index), errorMs: result.totalMs - Number(trueMs), suspect: result.timingSuspect === true };
  }) };
};

type Quantiles = readonly [p50: number, p99: number];

const errors = ({ measured }: Sweep, delayMs?: number) =>
  measured.filter((each) => !each.suspect && (delayMs === undefined || each.delayMs === delayMs)).map(({ errorMs }) => errorMs);
const quantiles = (sweeps: readonly Sweep[], delayMs?: number): Quantiles => {
  const at = (share: number) => median(sweeps.map((sweep) => quantile(errors(sweep, delayMs), share)));
  return [at(0.5), at(0.99)];
};
const both = ([p50, p99]: Quantiles) => (Number.isNaN(p50) ? '-' : `${p50.toFixed(2)} / ${p99.toFixed(2)}`).padStart(15);

const { port, stop } = await startTargets();
const mixed = (index: number) => delays[index % delays.length] ?? 0;
const swept = () => sweptDelay;
/** `limitMs`: of the whole. The first of those with the same delays has one in flight: the others are held against it. */
const scenes = [
  { name: '1 in flight', count: 100, total: 1, delayOf: mixed, limitMs: Infinity },
  { name: '10 in flight', count: 200, total: 10, delayOf: mixed, limitMs: Infinity },
  { name: '50 in flight', count: 400, total: 50, delayOf: mixed, limitMs: Infinity },
  { name: '1 in flight', count: 100, total: 1, delayOf: swept, limitMs: Infinity },
  { name: 'sweep of 1,000', count: hosts, total: 100, delayOf: swept, limitMs: sweepLimitMs },
].map((scene) => ({
  ...scene,
  checks: Array.from({ length: scene.count }, (_, index) => delayed(index, port, scene.delayOf(index))),
  sweeps: new Array<Sweep>(),
}));

const rounds = Number(process.argv[2] ?? 8);
for (let round = 0; round <= rounds; round++) {
  for (const { checks, delayOf, total, sweeps } of scenes) {
    const done = await sweep(checks, delayOf, total);
    // The first round only warms up.
    if (round > 0) sweeps.push(done);
  }
}
stop();

const limits = `limits against 1 in flight: ${ratioLimits.join(' / ')}; of the sweep: ${sweepLimitMs} ms`;
console.log(`measured minus true, p50 / p99 ms, medians of ${rounds} rounds; ${limits}`);
const heads = ['', 'all', ...delays.map((delay) => `${delay} ms`), 'against 1', 'suspect', 'took ms'];
console.log(heads.map((cell) => cell.padStart(15)).join(''));
for (const { name, sweeps, count, delayOf, limitMs } of scenes) {
  const all = quantiles(sweeps);
  const alone = quantiles(scenes.find((scene) => scene.delayOf === delayOf)?.sweeps ?? []);
  const ratios = [all[0] / alone[0], all[1] / alone[1]] as const;
  const suspects = sweeps.flatMap(({ measured }) => measured.filter(({ suspect }) => suspect)).length;
  const took = sweeps.map(({ tookMs }) => tookMs);
  console.log([
    name.padStart(15), both(all), ...delays.map((delay) => both(quantiles(sweeps, delay))), both(ratios),
    `${(100 * suspects / (count * sweeps.length)).toFixed(1)} %`.padStart(15),
    `${median(took).toFixed(0)} (${quantile(took, 1).toFixed(0)})`.padStart(15),
    verdict([[ratios[0], ratioLimits[0]], [ratios[1], ratioLimits[1]], [median(took), limitMs]]),
  ].join(''));
}
console.log(`memory: ${(process.resourceUsage().maxRSS / 1_024).toFixed(0)} MB resident at most`);
