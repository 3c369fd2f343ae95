import { credentialReader } from '../shared/aws/credentials.ts';
import type { Check } from '../shared/checks/check.ts';
import { requestsOf } from '../shared/platform/request-rate.ts';
import * as kinds from '../shared/probes/index.ts';
import type { Kinds } from '../shared/probes/probe.ts';
import { machineClock as clock } from '../shared/runner/machine-clock.ts';
import { runChecks } from '../shared/runner/run-checks.ts';
import type { Stage } from '../local/start/stage.ts';
import { counter, type Sent } from './sent.ts';

const known: Kinds = kinds;

/** A run of some checks: milliseconds, the requests planned for it at most, and those that were sent, all and by whom they went to. */
export interface Ran extends Sent { readonly ms: number; readonly planned: number; readonly all: number }

/** Requests that a run of these checks makes at most, where all is well. */
const plannedFor = (checks: readonly Check[]): number =>
  requestsOf(checks.map((check) => ({ ...check, ...known[check.probe.kind]?.bind(check.probe.settings).target }))).reduce((sum, each) => sum + each, 0);

/** Runs checks of a healthy lab, each once. Rejects when one does not pass: repeats would be counted, too. */
export const categoryRunner = ({ platform, gateway, lab }: Stage): ((checks: readonly Check[]) => Promise<Ran>) => {
  const credentials = credentialReader(platform.credentials, process.env);
  const count = counter({ gateway: Number(new URL(gateway.url).port), database: lab.addresses.databasePort });
  return async (checks) => {
    const began = performance.now();
    const { done, sent } = await count(() => runChecks(checks, {
      kinds, clock, credential: credentials.read, isShown: credentials.isShown, network: platform.network, concurrency: platform.concurrency,
      confirmationMs: [], deadlineAt: clock.now() + 60_000,
    }));
    const ms = performance.now() - began;
    const wrong = done.find(({ result }) => result.verdict !== 'pass' && result.verdict !== 'skipped');
    if (wrong !== undefined) throw new Error(JSON.stringify(wrong.result));
    return { ...sent, ms, planned: plannedFor(checks), all: sent.aws + sent.http + sent.logins };
  };
};
