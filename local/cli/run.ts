import { answers } from '../../functions/control.ts';
import { credentialReader } from '../../shared/aws/credentials.ts';
import type { Check } from '../../shared/checks/check.ts';
import type { Explained } from '../../shared/checks/result.ts';
import type { Platform } from '../../shared/platform/platform.ts';
import { controlMs } from '../../shared/platform/run-time.ts';
import type { Problem } from '../../shared/problem.ts';
import * as kinds from '../../shared/probes/index.ts';
import { printable } from '../../shared/report/printable.ts';
import { machineClock } from '../../shared/runner/machine-clock.ts';
import { runChecks } from '../../shared/runner/run-checks.ts';
import { withWayOut } from '../../shared/runner/way-out.ts';
import { useRegion } from './region.ts';

/** Every check ends by its own time-out; this only bounds a run of thousands of checks that all time out. */
const longestRunMs = 15 * 60_000;

export interface RunHere {
  /** When, after the start, a check that fails is probed again; milliseconds. */
  readonly confirmationMs: readonly number[];
  readonly onResult?: (explained: Explained) => void;
}

/** Says on standard error what went wrong without bearing on any verdict; not while something lives there. */
export const tellProblems = (problems: readonly Problem[]): void =>
  problems.forEach(({ code, message }) => process.stderr.write(`problem ${code}: ${printable(message)}\n`));

/** Runs checks from this machine, without a store. `secrets` are the credentials that were read: none may be shown. */
export const runHere = async (platform: Platform, checks: readonly Check[], { confirmationMs, onResult }: RunHere) => {
  useRegion(platform);
  const credentials = credentialReader(platform.credentials, process.env);
  const problems: Problem[] = [];
  const { control, ca } = platform.network;
  const seen = await runChecks(checks, {
    kinds,
    clock: machineClock,
    credential: credentials.read,
    isShown: credentials.isShown,
    network: platform.network,
    concurrency: platform.concurrency,
    deadlineAt: machineClock.now() + longestRunMs,
    confirmationMs,
    report: (problem) => problems.push(problem),
    ...(onResult === undefined ? {} : { onResult }),
  });
  const explained = await withWayOut(seen, control, (url) => answers(url, { timeoutMs: controlMs, ...(ca === undefined ? {} : { ca }) }));
  return { explained, problems, secrets: credentials.values() };
};
