/**
 * CPU of an HTTP check, layer by layer (dial and exchange; the probe; the whole check with attempt, judging and result), 50 at once,
 * against a bare `node:http` or `node:https` request with `agent: false` that only reads its answer. Flat out, as both can be driven; and
 * paced by the runner, one start a millisecond, against bare requests at the same pace: the same work costs more there, because the
 * process sleeps and wakes in between, so only ratios within one regime mean anything. One run, rounds interleaved; the targets are a
 * process of their own. Argument: rounds (25).
 */
import * as zod from 'zod';
import type { Check } from '../shared/checks/check.ts';
import { conclude } from '../shared/checks/conclude.ts';
import { judge } from '../shared/checks/judge.ts';
import { dial } from '../shared/probes/dial/dial.ts';
import { Stopwatch } from '../shared/probes/dial/stopwatch.ts';
import { http } from '../shared/probes/http.ts';
import { exchange } from '../shared/probes/http/exchange.ts';
import { requestOf } from '../shared/probes/http/request.ts';
import { attempt } from '../shared/runner/attempt.ts';
import { machineClock as clock } from '../shared/runner/machine-clock.ts';
import { runChecks } from '../shared/runner/run-checks.ts';
import { createSessions } from '../shared/runner/sessions.ts';
import { startTargets } from './cpu-targets.ts';
import { mark } from './limits.ts';
import { median } from './quantile.ts';

const inFlight = 50;
const perRound = 300;
const limit = 0.8;
const warmUp = 4;
const rounds = Number(process.argv[2] ?? 25);

const { network, targets, stop } = await startTargets();
const credential = (): Promise<string> => Promise.reject(new Error('none is described'));
const { session } = createSessions(clock);

const flatOut = (one: () => Promise<void>) => async (): Promise<void> => {
  let left = perRound;
  await Promise.all(Array.from({ length: inFlight }, async () => {
    while (left-- > 0) await one();
  }));
};
const paced = (one: () => Promise<void>) => async (): Promise<void> => {
  const under: Promise<void>[] = [];
  const began = performance.now();
  while (under.length < perRound) {
    if (performance.now() - began >= under.length) under.push(one());
    else await clock.sleep(1);
  }
  await Promise.all(under);
};

const exchanged = (address: string) => {
  const url = new URL(address);
  const to = { host: url.hostname, port: Number(url.port), ...(url.protocol === 'https:' && { tls: {} }) };
  const { outgoing } = requestOf({ method: 'GET', url, headers: [] }, undefined);
  return async (): Promise<void> => {
    const { signal } = new AbortController();
    const stopwatch = new Stopwatch();
    const dialled = await dial(to, { network, signal, stopwatch });
    if (!dialled.ok) throw new Error(dialled.observation.failure.detail);
    const { head, failure } = await exchange(dialled, outgoing, { maxBytes: 1_048_576, signal, stopwatch });
    if (head?.status !== 200) throw new Error(failure?.detail);
    stopwatch.stop();
  };
};

const probed = (url: string) => {
  const probe = http.bind(http.settings(zod).parse({ url }));
  return async (): Promise<void> => {
    const { failure } = await probe.run({ signal: new AbortController().signal, network, credential, session });
    if (failure !== undefined) throw new Error(failure.detail);
  };
};

const checked = (url: string) => {
  const probe = http.bind(http.settings(zod).parse({ url }));
  return async (): Promise<void> => {
    const startedAt = clock.now();
    const observation = await attempt(probe, 5_000, { clock, endAt: clock.monotonic() + 60_000, network, credential, session });
    const outcomes = judge({ status: 200 }, observation, clock.now());
    const result = conclude({ check: { id: url }, observation, outcomes, startedAt, attempts: 1, secrets: [] });
    if (result.verdict !== 'pass') throw new Error(JSON.stringify(result));
  };
};

const ran = (url: string) => {
  const checks = Array.from({ length: perRound }, (_, index): Check => ({
    id: `infrastructure/${index}`, name: `target ${index}`, category: 'infrastructure', service: 'target', severity: 'warning', role: 'user-path',
    requires: [], expect: { status: 200 }, timeoutMs: 5_000, probe: { kind: 'http', settings: http.settings(zod).parse({ url }) },
  }));
  return async (): Promise<void> => {
    const concurrency = { total: inFlight, perHost: inFlight };
    const explained = await runChecks(checks, { kinds: { http }, clock, deadlineAt: clock.now() + 60_000, network, confirmationMs: [], concurrency, credential });
    for (const { result } of explained) if (result.verdict !== 'pass') throw new Error(JSON.stringify(result));
  };
};

interface Contender { readonly name: string; readonly work: () => Promise<void>; readonly limited?: true; readonly used: number[] }
const contender = (name: string, work: () => Promise<void>, limited?: true): Contender => ({ name, work, used: [], ...(limited && { limited }) });

const groups = targets.flatMap(({ name, url, bare }) => [
  {
    title: `${name}, flat out`, bare: contender('bare', flatOut(bare)), others: [
      contender('dial and exchange', flatOut(exchanged(url))),
      contender('probe', flatOut(probed(url))),
      contender('whole check', flatOut(checked(url)), true),
    ],
  },
  { title: `${name}, paced`, bare: contender('bare', paced(bare)), others: [contender('run', ran(url))] },
]);

const cpuOf = async (work: () => Promise<void>): Promise<number> => {
  await clock.sleep(20); // sockets of the round before are closed by then
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / perRound;
};

for (let round = -warmUp; round < rounds; round += 1) {
  for (const { bare, others } of groups) {
    const all = [bare, ...others];
    // Each goes first in turn: whoever follows another pays for some of its garbage.
    for (let turn = 0; turn < all.length; turn += 1) {
      const next = all[(turn + round + warmUp) % all.length];
      if (next === undefined) continue;
      const used = await cpuOf(next.work);
      if (round >= 0) next.used.push(used);
    }
  }
}
stop();

console.log(`CPU, ${inFlight} at once, against a bare request: medians of ${rounds} rounds of ${perRound}; limit of the whole check ${limit}`);
for (const { title, bare, others } of groups) {
  for (const { name, used, limited } of others) {
    const ratio = median(used) / median(bare.used);
    const figures = `${median(used).toFixed(0).padStart(5)} us against ${median(bare.used).toFixed(0).padStart(5)} us  ${ratio.toFixed(2)}`;
    console.log(`${title.padEnd(16)} ${name.padEnd(18)} ${figures}${mark(limited === true && ratio > limit)}`);
  }
}
