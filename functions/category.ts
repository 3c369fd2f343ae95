import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { credentialReader } from '../shared/aws/credentials.ts';
import { checksOf, type Generate } from '../shared/categories/checks-of.ts';
import { redact } from '../shared/checks/redact.ts';
import type { Explained } from '../shared/checks/result.ts';
import { invoke } from '../shared/invoke.ts';
import type { CategoryName } from '../shared/platform/category.ts';
import type { Platform } from '../shared/platform/platform.ts';
import { controlMs, reserveMs } from '../shared/platform/run-time.ts';
import type { Kinds } from '../shared/probes/probe.ts';
import { messageOf, type Problem } from '../shared/problem.ts';
import { rehearse } from '../shared/rehearse.ts';
import { machineClock as clock } from '../shared/runner/machine-clock.ts';
import { runChecks } from '../shared/runner/run-checks.ts';
import { withWayOut } from '../shared/runner/way-out.ts';
import { answerOf, resultsAnswer, type Answer } from './answer.ts';
import { answers } from './control.ts';
import { recorderOf, type Recorder } from './edge.ts';
import { EventError, parseCategoryEvent } from './event.ts';
import { policyOf } from './policy.ts';

/** What a category's function is made of. */
export interface CategoryFunction {
  readonly category: CategoryName;
  readonly generate: Generate;
  readonly platform: Platform;
  /** All that the description has checks of: what is remembered of another one is of the past. */
  readonly categories: readonly CategoryName[];
  readonly kinds: Kinds;
  /** Takes one structured line; the console unless given. */
  readonly log?: (line: string) => void;
}

/** How far the schedule's clock may be ahead of this one. */
const clockSkewMs = 5_000;

const isClientError = (status = 0): boolean => status >= 300 && status < 500;

/**
 * Whether a credential may be another by now: it was refused, also by leading elsewhere to log in; auth says of it that it is not valid,
 * in an answer that is otherwise well; or it is such that it was not even sent.
 */
const isRefusal = (category: CategoryName) => ({ result }: Explained): boolean => {
  if (result.verdict === 'unknown') return result.reason === 'credential';
  return result.verdict === 'fail'
    && (isClientError(result.status) || result.reason === 'login-refused' || (category === 'authentication' && result.reason === 'json'));
};

const makeAnswer = ({ category, generate, platform, categories, kinds, log = console.log }: CategoryFunction) => {
  const checks = checksOf(category, generate, platform);
  const policy = policyOf(platform, categories);
  const credentials = credentialReader(platform.credentials, process.env);
  let recorder: Recorder | undefined;

  return async (input: unknown, context: Context): Promise<Answer> => {
    const event = parseCategoryEvent(input, category, checks.map((check) => check.id));
    const problems: Problem[] = [];
    const report = (problem: Problem) => {
      const told = { ...problem, message: redact(problem.message, credentials.values()) };
      problems.push(told);
      log(JSON.stringify({ level: 'error', category, environment: platform.environment, requestId: context.awsRequestId, ...told }));
    };
    const deadlineAt = clock.now() + context.getRemainingTimeInMillis();
    const probe = async (chosen: typeof checks) => {
      const { control, ca } = platform.network;
      const seen = await runChecks(chosen, {
        kinds, clock, report, credential: credentials.read, isShown: credentials.isShown, network: platform.network, concurrency: platform.concurrency,
        confirmationMs: platform.confirmationMs, deadlineAt: deadlineAt - Math.min(reserveMs, context.getRemainingTimeInMillis() / 2),
      });
      const explained = await withWayOut(seen, control, (url) => answers(url, { timeoutMs: controlMs, ...(ca === undefined ? {} : { ca }) }));
      // A refused key or login may have been rotated: the next run reads it anew, before anything is certain.
      if (explained.some(isRefusal(category))) Object.keys(platform.credentials).forEach(credentials.forget);
      return explained;
    };
    const everyMs = platform.schedule[category];
    const scheduled = event.kind === 'scheduled' ? event.time : clock.now();
    // Recorded, it would have every run until then taken for one that was already done.
    if (scheduled - clock.now() > clockSkewMs) throw new EventError(`The event's time ${new Date(scheduled).toISOString()} lies in the future.`);
    const request = { category, vantage: platform.vantage, everyMs, scheduled, checks, ifDue: event.kind === 'scheduled' && event.ifDue };
    const about = { category, environment: platform.environment, scheduled, problems };

    // Single checks are no run that could be judged; probing them writes and tells nothing either way.
    if (event.kind === 'manual' && !event.record && (!event.dryRun || event.checks.length > 0)) {
      const chosen = event.checks.length === 0 ? checks : checks.filter((check) => event.checks.includes(check.id));
      return resultsAnswer(about, (await probe(chosen)).map((explained) => explained.result));
    }
    recorder ??= recorderOf(platform, categories, process.env, credentials);
    const tools = {
      ...recorder, store: recorder.store(report), clock, probe, report, deadlineAt,
      random: Math.random, invocation: context.awsRequestId, problemCount: () => problems.length,
    };
    return answerOf(about, event.dryRun ? await rehearse(request, policy, tools) : await invoke(request, policy, tools));
  };
};

/** The Lambda handler of a category: takes an event, runs what it asks for, answers with what was seen and done. */
export const categoryHandler = (of: CategoryFunction) => {
  const log = of.log ?? console.log;
  return middy<unknown, Answer>(makeAnswer(of)).onError(({ error, context }) => {
    const code = error instanceof Error && 'code' in error ? error.code : 'checker-error';
    const message = redact(messageOf(error));
    log(JSON.stringify({ level: 'error', category: of.category, environment: of.platform.environment, requestId: context.awsRequestId, code, message }));
  });
};
