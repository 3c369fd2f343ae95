import type { Facts } from '../checks/observation.ts';
import type { Conversation } from './conversation.ts';
import type { Journey } from './journey.ts';
import { haveExperiment } from './stages/experiment.ts';
import { makeOne } from './stages/model.ts';
import { makeRun } from './stages/run.ts';
import { makeVersion } from './stages/version.ts';

/** The stages of a model's way through MLflow, in order. */
export const stageNames = ['model', 'experiment', 'run', 'version'] as const;
export type StageName = (typeof stageNames)[number];

type Stage = (journey: Journey, talk: Conversation) => Promise<Facts> | Facts;

const stages: Readonly<Record<StageName, Stage>> = { model: makeOne, experiment: haveExperiment, run: makeRun, version: makeVersion };

/** Requests of each stage where all is well and the experiment is there; the last one's also of the cleanup. */
export const requestsOf: Readonly<Record<StageName, number>> = { model: 0, experiment: 1, run: 13, version: 18 };

/** What each stage leaves for the next; what the last one makes nobody needs. */
const hasDone = (journey: Journey, name: StageName): boolean => name !== 'version' && journey[name] !== undefined;

/**
 * Makes a stage anew, before it those that nobody has made yet: a check can be asked for alone. Answers with what the stage tells.
 * Throws StepFailed, NoAnswer and ModelFault.
 */
export const makeStage = async (name: StageName, journey: Journey, talk: Conversation): Promise<Facts> => {
  for (const before of stageNames.slice(0, stageNames.indexOf(name))) {
    if (!hasDone(journey, before)) await stages[before](journey, talk);
  }
  return stages[name](journey, talk);
};
