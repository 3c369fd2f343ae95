import { credentialReader, type CredentialReader } from '../../../shared/aws/credentials.ts';
import { plan } from '../../../shared/categories/index.ts';
import type { Result } from '../../../shared/checks/result.ts';
import type { CategoryName } from '../../../shared/platform/category.ts';
import * as kinds from '../../../shared/probes/index.ts';
import { machineClock as clock } from '../../../shared/runner/machine-clock.ts';
import { runChecks } from '../../../shared/runner/run-checks.ts';
import type { Stage } from '../../../local/start/stage.ts';

const readers = new WeakMap<Stage, CredentialReader>();

/** What a stage's checks know already, as a warm function does. */
const readerOf = (stage: Stage): CredentialReader => {
  const reader = readers.get(stage) ?? credentialReader(stage.platform.credentials, process.env);
  readers.set(stage, reader);
  return reader;
};

/** Results of every category of a stage's platform, each probed once, without confirmation. */
export const checkAll = async (stage: Stage): Promise<ReadonlyMap<CategoryName, readonly Result[]>> => {
  const { platform, categories } = stage;
  const checks = plan(platform);
  const credentials = readerOf(stage);
  const results = new Map<CategoryName, readonly Result[]>();
  for (const category of categories) {
    const explained = await runChecks(checks.filter((check) => check.category === category), {
      kinds, clock, credential: credentials.read, isShown: credentials.isShown, network: platform.network, concurrency: platform.concurrency,
      confirmationMs: [], deadlineAt: clock.now() + 60_000,
    });
    results.set(category, explained.map(({ result }) => result));
  }
  return results;
};

/** What did not pass, as `slug: reason`, in the order of the checks. */
export const notPassed = (results: readonly Result[]): readonly string[] => results.flatMap((result) =>
  (result.verdict === 'pass' || result.verdict === 'skipped' ? [] : [`${result.check.replace(/^[^/]*\//, '')}: ${result.reason}`]));
