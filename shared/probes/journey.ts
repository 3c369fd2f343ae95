import { excerpt } from '../checks/excerpt.ts';
import type { Facts, Failure, Observation, Step } from '../checks/observation.ts';
import { NoAnswer } from '../mlflow/call.ts';
import { converse, StepFailed, type Conversation } from '../mlflow/conversation.ts';
import { shownResponse } from '../mlflow/refusal.ts';
import { ModelFault } from '../mlflow/stages/model.ts';
import { makeStage, requestsOf } from '../mlflow/stages.ts';
import { hostPort } from '../platform/host-port.ts';
import { Stopwatch } from './dial/stopwatch.ts';
import { readKey } from './http/key.ts';
import { authorityOf } from './http/visit.ts';
import { openLine } from './journey/line.ts';
import { openJourney, secretsOf, type OpenJourney } from './journey/open.ts';
import { settings, type JourneySettings } from './journey/settings.ts';
import { defineProbe, type ProbeContext } from './probe.ts';

export type { JourneySettings } from './journey/settings.ts';

type Seen = Omit<Observation, 'phases' | 'totalMs'>;

/** Stages that go to the same place with the same key are stages of one journey. */
const nameOf = ({ url, auth, experiment, prefix }: JourneySettings): string =>
  `journey ${JSON.stringify([url, auth?.credential, auth?.as, auth?.format, experiment, prefix])}`;

/** The same failure, telling of which step and request; its address is that of the whole journey. */
const at = (step: Step | undefined, failure: Failure): Failure =>
  (step === undefined ? failure : { ...failure, detail: `${step.name}: ${step.request}: ${failure.detail}` });

/** MLflow may give any name to what it makes. */
const shownFacts = (facts: Facts, secrets: readonly string[]): Facts =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'string' ? excerpt(fact, '', secrets) : fact]));

const seenOf = async (work: () => Promise<Facts>, steps: Conversation['steps'], secrets: readonly string[]): Promise<Seen> => {
  try {
    return { steps, facts: shownFacts(await work(), secrets) };
  } catch (error) {
    if (error instanceof StepFailed) return { steps, response: shownResponse(error.response) };
    if (error instanceof NoAnswer) return { steps, failure: at(steps.at(-1), error.failure) };
    if (error instanceof ModelFault) return { steps, failure: { reason: 'checker-error', detail: error.message } };
    throw error;
  }
};

/** Reads the key anew: one that was refused may have been rotated. It is kept for the cleanup. */
const haveKey = async ({ auth }: JourneySettings, opened: OpenJourney, { credential, signal }: ProbeContext): Promise<Seen | undefined> => {
  if (auth === undefined) return undefined;
  let secret = '';
  const read = await readKey(auth, async (name) => (secret = await credential(name)), signal);
  if ('failure' in read) return { failure: read.failure };
  opened.credential = { key: read.key, secret };
  return undefined;
};

const travel = async (wanted: JourneySettings, opened: OpenJourney, { network, signal }: ProbeContext): Promise<Observation> => {
  const stopwatch = new Stopwatch();
  const line = await openLine({ base: new URL(wanted.url), key: opened.credential?.key, network, signal, stopwatch });
  try {
    const secrets = secretsOf(opened);
    const talk = converse({ send: line.send, monotonic: () => performance.now(), secrets });
    const seen = await seenOf(() => makeStage(wanted.stage, opened.journey, talk), talk.steps, secrets);
    const address = line.address();
    return { ...stopwatch.stop(), ...(address === undefined ? {} : { address }), ...seen };
  } finally {
    await line.close();
  }
};

const sendNothing = () => Promise.reject(new Error('this stage sends nothing'));

/** The first stage goes nowhere: it is done in this process, and the time that it takes is its own. */
const stayHere = async (opened: OpenJourney): Promise<Observation> => {
  const stopwatch = new Stopwatch();
  const talk = converse({ send: sendNothing, monotonic: () => performance.now(), secrets: [] });
  stopwatch.enter('request');
  const seen = await seenOf(() => makeStage('model', opened.journey, talk), talk.steps, []);
  return { ...stopwatch.stop(), ...seen };
};

/**
 * One stage of the way of a small model through MLflow: made here, an experiment, a run with its files, a registered version. Every
 * exchange is a step. What is made is removed when the run's checks have ended, and what earlier runs left with it.
 */
export const journey = defineProbe<JourneySettings>({
  settings,
  target: ({ stage, url }) => {
    const requests = requestsOf[stage];
    if (stage === 'model') return { label: 'a model made here', requests };
    const { host, port } = authorityOf(new URL(url));
    return { label: `journey ${stage} ${url}`, host: hostPort(host, port), requests };
  },
  expects: { steps: 'all' },
  observes: () => ({ steps: true, facts: true }),
  facts: {
    bytes: 'of the model\'s files together (model)',
    sha256: 'of the model\'s files one after the other (model)',
    experiment: 'whether it was found, created or restored (experiment)',
    experimentId: 'its id (experiment)',
    artifactLocation: 'where its files are kept (experiment)',
    run: 'id of the run (run)',
    files: 'how many were uploaded, listed, downloaded and compared (run)',
    registeredModel: 'name of the registered model (version)',
    version: 'of the registered model (version)',
  },
  closingMs: 5_000,
  run: (wanted) => {
    const name = nameOf(wanted);
    return async (context) => {
      const opened = context.session(name, () => openJourney(wanted, context.network));
      if (wanted.stage === 'model') return stayHere(opened);
      const untold = await haveKey(wanted, opened, context);
      return untold === undefined ? travel(wanted, opened, context) : { phases: {}, totalMs: 0, ...untold };
    };
  },
});
