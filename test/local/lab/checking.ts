import { credentialReader, type CredentialReader } from '../../../shared/aws/credentials.ts';
import { plan } from '../../../shared/categories/index.ts';
import type { Explained } from '../../../shared/checks/result.ts';
import type { CategoryName } from '../../../shared/platform/category.ts';
import type { Platform } from '../../../shared/platform/platform.ts';
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

/** What every category of a stage's platform, or of another description of it, sees: each check probed once, without confirmation. */
export const checkAll = async (stage: Stage, platform: Platform = stage.platform): Promise<ReadonlyMap<CategoryName, readonly Explained[]>> => {
  const checks = plan(platform);
  const credentials = readerOf(stage);
  const seen = new Map<CategoryName, readonly Explained[]>();
  for (const category of stage.categories) {
    seen.set(category, await runChecks(checks.filter((check) => check.category === category), {
      kinds, clock, credential: credentials.read, isShown: credentials.isShown, network: platform.network, concurrency: platform.concurrency,
      confirmationMs: [], deadlineAt: clock.now() + 60_000,
    }));
  }
  return seen;
};

const slug = (check: string): string => check.replace(/^[^/]*\//, '');

/** Who answered what, or else which expectation was not met. */
const why = ({ result, observation, outcomes }: Explained): readonly string[] => {
  if (result.verdict === 'blocked') return [`by ${slug(result.prerequisite)}`];
  if ('status' in result && result.status !== undefined) return [`${result.status} of ${result.answeredBy}`];
  return observation?.failure === undefined ? outcomes.flatMap(({ expected, ok }) => (ok ? [] : [`expected ${expected}`])) : [];
};

/** A check as an account tells of it: its verdict, its slug, the reason where it did not pass, and why. */
export const accountOf = (explained: Explained): string => {
  const { result } = explained;
  const reason = result.verdict === 'fail' || result.verdict === 'unknown' ? [result.reason] : [];
  return [result.verdict.padEnd(7), slug(result.check), [...reason, ...why(explained)].join(', ')].join(' ').trimEnd();
};
