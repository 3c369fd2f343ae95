/**
 * Every category on the healthy lab, once each, one after the other: wall time, and the requests that `health plan` tells of, each as often as its
 * check was probed. Argument: rounds (5), after one that warms up.
 */
import { categoryNames } from '../shared/platform/category.ts';
import { credentialReader } from '../shared/aws/credentials.ts';
import { plan } from '../shared/categories/index.ts';
import type { Check } from '../shared/checks/check.ts';
import type { Explained } from '../shared/checks/result.ts';
import * as kinds from '../shared/probes/index.ts';
import type { Kinds } from '../shared/probes/probe.ts';
import { machineClock as clock } from '../shared/runner/machine-clock.ts';
import { runChecks } from '../shared/runner/run-checks.ts';
import { raise } from '../local/start/stage.ts';
import { median } from './quantile.ts';

const rounds = Number(process.argv[2] ?? 5);
const known: Kinds = kinds;
const stage = await raise({ log: () => {} });
const { platform } = stage;
const checks = plan(platform);
const credentials = credentialReader(platform.credentials, process.env);

const requestsOf = ({ probe, skip }: Check, { result }: Explained): number => {
  if (skip !== undefined) return 0;
  const once = known[probe.kind]?.bind(probe.settings).target.requests ?? 1;
  return once * ('attempts' in result ? result.attempts ?? 1 : 1);
};

const check = async (some: readonly Check[]): Promise<{ readonly took: number; readonly requests: number }> => {
  const began = performance.now();
  const explained = await runChecks(some, {
    kinds, clock, credential: credentials.read, isShown: credentials.isShown, network: platform.network, concurrency: platform.concurrency,
    confirmationMs: platform.confirmationMs, deadlineAt: clock.now() + 60_000,
  });
  const wrong = explained.find(({ result }) => result.verdict !== 'pass' && result.verdict !== 'skipped');
  if (wrong !== undefined) throw new Error(JSON.stringify(wrong.result));
  const requests = explained.reduce((sum, each, index) => sum + (some[index] === undefined ? 0 : requestsOf(some[index], each)), 0);
  return { took: performance.now() - began, requests };
};

try {
  console.log(`categories on the healthy lab, medians of ${rounds} rounds: checks, requests, ms`);
  const whole = { checks: 0, requests: 0, ms: 0 };
  for (const category of categoryNames) {
    const own = checks.filter((each) => each.category === category);
    const runs: Awaited<ReturnType<typeof check>>[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const ran = await check(own);
      if (round >= 0) runs.push(ran);
    }
    const [ms, requests] = [median(runs.map(({ took }) => took)), median(runs.map((ran) => ran.requests))];
    whole.checks += own.length;
    whole.requests += requests;
    whole.ms += ms;
    console.log(`${category.padEnd(16)}${String(own.length).padStart(6)}${String(requests).padStart(8)}${ms.toFixed(0).padStart(8)}`);
  }
  console.log(`${'all'.padEnd(16)}${String(whole.checks).padStart(6)}${String(whole.requests).padStart(8)}${whole.ms.toFixed(0).padStart(8)}`);
} finally {
  await stage.stop();
}
