import * as api from './api.ts';
import { NoAnswer, type Call } from './call.ts';
import { StepFailed, type Conversation } from './conversation.ts';
import type { Made, MadeModel, MadeRun } from './journey.ts';
import { runNamed } from './names.ts';
import { jsonOf, listAt, textAt } from './read.ts';

/** What could not be removed is a failed step of the conversation, and keeps nothing else from being removed. */
export const goOn = <T>(instead: T) => (error: unknown): T => {
  if (error instanceof StepFailed || error instanceof NoAnswer) return instead;
  throw error;
};

/** What is not there is as good as deleted, whoever deleted it; of an alias MLflow says that it is a wrong parameter. */
const gone: readonly string[] = ['RESOURCE_DOES_NOT_EXIST'];
const noAlias: readonly string[] = [...gone, 'INVALID_PARAMETER_VALUE'];

const remove = async (talk: Conversation, what: string, call: Call, codes = gone): Promise<void> => {
  await talk.askUnless(codes, `delete ${what}`, call, () => undefined).catch(goOn(undefined));
};

const removeModel = async (talk: Conversation, { name, alias, version }: MadeModel): Promise<void> => {
  if (alias !== undefined) await remove(talk, `alias ${alias} of ${name}`, api.models.deleteAlias(name, alias), noAlias);
  if (version !== undefined) await remove(talk, `version ${version} of ${name}`, api.versions.delete(name, version));
  // Whatever versions and aliases it has besides go with it.
  await remove(talk, `model ${name}`, api.models.delete(name));
};

const idsNamed = (talk: Conversation, { name, experimentId }: MadeRun): Promise<readonly string[]> =>
  talk.ask(`look for run ${name}`, api.runs.search(experimentId, runNamed(name), 10), (answer) =>
    listAt(jsonOf(answer), 'runs').map((run) => textAt(run, 'info', 'run_id'))).catch(goOn([]));

/** The directory that is the run's alone: `…/<run>`, or nothing. Whatever a server says, nobody else's files are deleted. */
const ownDirectory = (files: string, runId: string): string | undefined => {
  const segments = files.split('/');
  const index = segments.indexOf(runId);
  return index < 0 ? undefined : segments.slice(0, index + 1).join('/');
};

const removeRun = async (talk: Conversation, run: MadeRun): Promise<void> => {
  const { name, id, files } = run;
  for (const each of id === undefined ? await idsNamed(talk, run) : [id]) {
    const directory = files === undefined ? undefined : ownDirectory(files, each);
    if (directory !== undefined) await remove(talk, `the files of run ${name}`, api.files.delete(directory));
    await remove(talk, `run ${name}`, api.runs.delete(each));
  }
};

/** Removes what was made, the last first, each part in an order that leaves no part without what it hangs on. */
export const removeAll = async (talk: Conversation, made: readonly Made[]): Promise<void> => {
  for (const one of made.toReversed()) await (one.kind === 'model' ? removeModel(talk, one) : removeRun(talk, one));
};

