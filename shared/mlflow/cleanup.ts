import { posix } from 'node:path';
import * as api from './api.ts';
import { NoAnswer, type Call } from './call.ts';
import { StepFailed, type Conversation } from './conversation.ts';
import type { Made, MadeModel, MadeRun, StoredFile } from './journey.ts';
import { runNamed } from './names.ts';
import { at, jsonOf, listAt, textAt } from './read.ts';

/** What could not be removed is a failed step of the conversation, and keeps nothing else from being removed. */
export const goOn = <T>(instead: T) => (error: unknown): T => {
  if (error instanceof StepFailed || error instanceof NoAnswer) return instead;
  throw error;
};

/** What is not there is as good as deleted, whoever deleted it; of an alias MLflow says that it is a wrong parameter. */
const gone: readonly string[] = ['RESOURCE_DOES_NOT_EXIST'];
const noAlias: readonly string[] = [...gone, 'INVALID_PARAMETER_VALUE'];

/** Answers with MLflow's word for what was not there. */
const remove = (talk: Conversation, what: string, call: Call, codes = gone): Promise<string | undefined> =>
  talk.askUnless(codes, `delete ${what}`, call, () => undefined).catch(goOn(undefined));

const removeModel = async (talk: Conversation, { name, alias, version, mayCome }: MadeModel): Promise<string | undefined> => {
  if (alias !== undefined) await remove(talk, `alias ${alias} of ${name}`, api.models.deleteAlias(name, alias), noAlias);
  if (version !== undefined) await remove(talk, `version ${version} of ${name}`, api.versions.delete(name, version));
  // Whatever versions and aliases it has besides go with it.
  const missing = await remove(talk, `model ${name}`, api.models.delete(name));
  return mayCome && missing !== undefined ? `model ${name} was not answered for and may still come; it is then swept after an hour` : undefined;
};

const idsNamed = (talk: Conversation, { name, experimentId }: MadeRun): Promise<readonly string[]> =>
  talk.ask(`look for run ${name}`, api.runs.search(experimentId, runNamed(name), 10), (answer) =>
    listAt(jsonOf(answer), 'runs').map((run) => textAt(run, 'info', 'run_id'))).catch(goOn([]));

/** The directory that is the run's alone: `…/<run>`, or nothing. Whatever a server says, nobody else's files are deleted. */
const ownDirectory = (files: string, runId: string, experimentId: string): string | undefined => {
  const segments = files.split('/');
  // One that is called as its experiment cannot be told from all of it.
  const index = runId === experimentId ? -1 : segments.indexOf(runId);
  return index < 0 ? undefined : segments.slice(0, index + 1).join('/');
};

/** Whether a file has come in the meantime, and all of it. */
const hasCome = (talk: Conversation, { path, bytes }: StoredFile): Promise<boolean> =>
  talk.ask(`look for ${posix.basename(path)}`, api.files.list(posix.dirname(path)), (answer) =>
    listAt(jsonOf(answer), 'files').some((one) => at(one, 'path') === posix.basename(path) && Number(at(one, 'file_size')) === bytes)).catch(goOn(false));

const removeRun = async (talk: Conversation, run: MadeRun): Promise<string | undefined> => {
  const { name, experimentId, id, files, mayCome, fileMayCome } = run;
  const ids = id === undefined ? await idsNamed(talk, run) : [id];
  // A file that comes when the run is deleted would be found by nobody.
  const isComplete = fileMayCome === undefined || await hasCome(talk, fileMayCome);
  for (const each of ids) {
    const directory = files === undefined ? undefined : ownDirectory(files, each, experimentId);
    if (directory !== undefined) await remove(talk, `the files of run ${name}`, api.files.delete(directory));
    if (isComplete) await remove(talk, `run ${name}`, api.runs.delete(each));
  }
  if (!isComplete) return `run ${name} is left for the sweep after an hour: an upload to it was not answered and may still come`;
  return mayCome && ids.length === 0 ? `run ${name} was not answered for and may still come; it is then swept after an hour` : undefined;
};

/**
 * Removes what was made, the last first, each part in an order that leaves no part without what it hangs on. Answers with what may still
 * come, or is left for it, in words.
 */
export const removeAll = async (talk: Conversation, made: readonly Made[]): Promise<readonly string[]> => {
  const left: string[] = [];
  for (const one of made.toReversed()) left.push(...[await (one.kind === 'model' ? removeModel(talk, one) : removeRun(talk, one)) ?? []].flat());
  return left;
};
