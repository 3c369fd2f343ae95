import { randomBytes } from 'node:crypto';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { firstEvaluation, type Evaluation } from '../shared/alerts/evaluation.ts';
import { ongoing } from '../shared/alerts/mute.ts';
import { isAskedFor } from '../shared/alerts/silence.ts';
import { credentialReader } from '../shared/aws/credentials.ts';
import { redact } from '../shared/checks/redact.ts';
import type { CategoryName } from '../shared/platform/category.ts';
import type { Platform } from '../shared/platform/platform.ts';
import { messageOf, type Problem } from '../shared/problem.ts';
import { machineClock as clock } from '../shared/runner/machine-clock.ts';
import { doAct } from './do-act.ts';
import { recorderOf, type Recorder } from './edge.ts';
import { audienceStates, type Attempt, type IncidentAnswer } from './incident-answer.ts';
import { parseIncidentEvent } from './incident-event.ts';
import { policyOf } from './policy.ts';

/** What the function of incidents is made of. */
export interface IncidentFunction {
  readonly platform: Platform;
  /** Those that are described. */
  readonly categories: readonly CategoryName[];
  /** Takes one structured line; the console unless given. */
  readonly log?: (line: string) => void;
}

const done = { 'ack': 'acknowledged', 'note': 'noted', 'silence': 'silenced', 'unsilence': 'unsilenced', 'test-alert': 'queued' } as const;

const makeAnswer = ({ platform, categories, log = console.log }: IncidentFunction) => {
  const policy = policyOf(platform, categories);
  const { environment, audiences } = platform;
  const credentials = credentialReader(platform.credentials, process.env);
  let recorder: Recorder | undefined;

  return async (input: unknown, context: Context): Promise<IncidentAnswer> => {
    const event = parseIncidentEvent(input, clock.now(), randomBytes(3).toString('hex'));
    const problems: Problem[] = [];
    const line = (level: 'error' | 'info', more: object) => log(JSON.stringify({ level, function: 'incident', environment, requestId: context.awsRequestId, ...more }));
    const report = (problem: Problem) => {
      const told = { ...problem, message: redact(problem.message, credentials.values()) };
      problems.push(told);
      line('error', told);
    };
    recorder ??= recorderOf(platform, categories, process.env, credentials);
    const { publish } = recorder;
    const store = recorder.store(report);
    const answer = (evaluation: Evaluation, did: IncidentAnswer['did'], published: readonly Attempt[] = []): IncidentAnswer => {
      const silence = event.action === 'silence' ? evaluation.silences.find(isAskedFor(event)) : undefined;
      const { incident, incidents, services, silences } = evaluation;
      const now = clock.now();
      return {
        environment, at: new Date(now).toISOString(), action: event.action, did, ...(incident !== undefined && { incident }), incidents, services,
        maintenance: ongoing(platform.maintenance, now), silences: silences.filter(({ until }) => until > now), ...(silence !== undefined && { silence }),
        audiences: audienceStates(evaluation, audiences, now), published, problems,
      };
    };
    if (!('by' in event)) return answer(await store.evaluation() ?? firstEvaluation, 'shown');
    const { changed, attempts, evaluation } = await doAct(event, policy, {
      store, clock, report, publish, random: Math.random, invocation: context.awsRequestId, deadlineAt: clock.now() + context.getRemainingTimeInMillis(),
    });
    // Who did what, for whoever asks later: a silence that was taken away is nowhere else.
    if (changed) line('info', { did: done[event.action], by: event.by, ...('id' in event && { silence: event.id }) });
    const after = await store.evaluation().catch(() => evaluation);
    return answer(after ?? evaluation, changed ? done[event.action] : 'nothing: it is so already', attempts);
  };
};

/** The Lambda handler of what people do to incidents: takes an event, does what it asks for, answers with what is and was done. */
export const incidentHandler = (of: IncidentFunction) => {
  const log = of.log ?? console.log;
  return middy<unknown, IncidentAnswer>(makeAnswer(of)).onError(({ error, context }) => {
    const code = error instanceof Error && 'code' in error ? error.code : 'checker-error';
    const { environment } = of.platform;
    log(JSON.stringify({ level: 'error', function: 'incident', environment, requestId: context.awsRequestId, code, message: redact(messageOf(error)) }));
  });
};
