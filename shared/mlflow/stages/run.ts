import type { Facts } from '../../checks/observation.ts';
import * as api from '../api.ts';
import { StepFailed, type Conversation } from '../conversation.ts';
import type { Journey, MadeRun } from '../journey.ts';
import { pathIn } from '../location.ts';
import { nameOf, ourTags } from '../names.ts';
import { at, errorCodeOf, jsonOf, listAt, textAt, valueOf } from '../read.ts';
import { compareFiles, compareListing, upload } from '../transfer.ts';
import { noting } from '../unanswered.ts';
import { inWords, unexpected } from '../unexpected.ts';

const status = 'FINISHED';

/** What is logged, with values of this run alone. */
const logOf = (random: string, at: number) => ({
  params: [{ key: 'learning_rate', value: '0.125' }, { key: 'seed', value: random }],
  metrics: [{ key: 'accuracy', value: 0.875, timestamp: at, step: 0 }],
  tags: [{ key: 'seed', value: random }],
});

/** Everything that was logged, as MLflow gives it back. */
const compareLog = (run: unknown, logged: ReturnType<typeof logOf>): void => {
  for (const part of ['params', 'metrics', 'tags'] as const) {
    for (const { key, value } of logged[part]) {
      const kept = valueOf(listAt(run, 'data', part), key);
      if (kept === value) continue;
      throw unexpected`${part}.${key} was logged as ${inWords(value)} and came back as ${inWords(kept)}`;
    }
  }
  if (at(run, 'info', 'status') !== status) throw unexpected`the run is ${inWords(at(run, 'info', 'status'))}, not "${status}"`;
};

/** What MLflow says of an experiment that somebody has deleted, and of the runs in it: also when it is there no more. */
const whereDeleted: ReadonlySet<string | undefined> = new Set<string | undefined>(['INVALID_PARAMETER_VALUE', 'RESOURCE_DOES_NOT_EXIST']);

const makeIn = async (journey: Journey, talk: Conversation): Promise<Facts> => {
  const { experiment, model, made, now, random, prefix } = journey;
  if (experiment === undefined || model === undefined) throw new Error('a run needs an experiment and a model');
  const startedAt = now();
  const name = nameOf(prefix, startedAt, random(8));
  const one: MadeRun = { kind: 'run', name, experimentId: experiment.id };
  made.push(one);

  const { id, uri, root } = await talk.ask('create a run', api.runs.create(experiment.id, name, startedAt, ourTags(name)), (answer) => {
    const info = at(jsonOf(answer), 'run', 'info');
    one.id = textAt(info, 'run_id');
    const uri = textAt(info, 'artifact_uri');
    return { id: one.id, uri, root: pathIn(uri) };
  }).catch(noting(() => {
    one.mayCome = true;
  }));
  const logged = logOf(random(8), startedAt);
  await talk.ask('log params, metrics and tags', api.runs.logBatch(id, logged), jsonOf);
  const directory = `${root}/model`;
  await upload(talk, directory, model, one, root);
  await compareListing(talk, directory, model);
  await compareFiles(talk, directory, model);
  await talk.ask('finish the run', api.runs.finish(id, now()), jsonOf);
  await talk.ask('read the run again', api.runs.get(id), (answer) => compareLog(at(jsonOf(answer), 'run'), logged));
  journey.run = { id, uri, files: model };
  return { run: id, files: model.length };
};

/**
 * A run with params, metrics, tags and the model's files; all of it is read again and compared. An experiment that may have been deleted
 * since it was found is forgotten, so that the next try finds, restores or creates it first.
 */
export const makeRun = async (journey: Journey, talk: Conversation): Promise<Facts> => {
  try {
    return await makeIn(journey, talk);
  } catch (error) {
    if (error instanceof StepFailed && whereDeleted.has(errorCodeOf(error.response))) delete journey.experiment;
    throw error;
  }
};
