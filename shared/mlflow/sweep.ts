import * as api from './api.ts';
import { goOn, removeAll } from './cleanup.ts';
import type { Conversation } from './conversation.ts';
import type { Experiment, Journey, Made } from './journey.ts';
import { pathOf } from './location.ts';
import { isNamed, isOurTag, ourRunsBefore, tagKey } from './names.ts';
import { at, jsonOf, listAt, textAt, valueOf } from './read.ts';

/** Milliseconds for which what another checker makes is left alone: no journey takes so long. */
export const leftAloneMs = 3_600_000;
/** Runs and models that are removed at most in one go. */
export const mostSwept = 20;
/** Others may have models whose names begin as ours do, and another checker's runs carry our tag, too. */
const mostLookedAt = 200;

/** Ours are those with our tag *and* a name that we give. */
const oldModels = (talk: Conversation, prefix: string, before: number): Promise<readonly Made[]> => {
  const isOurs = isNamed(prefix);
  return talk.ask('look for old models', api.models.search(`name LIKE '${prefix}-%'`, mostLookedAt), (answer) =>
    listAt(jsonOf(answer), 'registered_models').flatMap((model): readonly Made[] => {
      const name = at(model, 'name');
      const old = Number(at(model, 'creation_timestamp') ?? Infinity) < before;
      return isOurs(name) && old && isOurTag(valueOf(listAt(model, 'tags'), tagKey)) ? [{ kind: 'model', name }] : [];
    })).catch(goOn([]));
};

const oldRuns = (talk: Conversation, prefix: string, experiment: Experiment, before: number): Promise<readonly Made[]> => {
  const isOurs = isNamed(prefix);
  return talk.ask('look for old runs', api.runs.search(experiment.id, ourRunsBefore(before), mostLookedAt), (answer) =>
    listAt(jsonOf(answer), 'runs').flatMap((run): readonly Made[] => {
      const name = at(run, 'info', 'run_name');
      const old = Number(at(run, 'info', 'start_time') ?? Infinity) < before;
      if (!isOurs(name) || !old || !isOurTag(valueOf(listAt(run, 'data', 'tags'), tagKey))) return [];
      const files = pathOf(textAt(run, 'info', 'artifact_uri'));
      return [{ kind: 'run', name, experimentId: experiment.id, id: textAt(run, 'info', 'run_id'), ...(files === undefined ? {} : { files }) }];
    })).catch(goOn([]));
};

/** Removes what runs that crashed have left, models before the runs that they come from. */
export const sweep = async ({ prefix, now, experiment }: Journey, talk: Conversation): Promise<void> => {
  if (experiment === undefined) return;
  const before = now() - leftAloneMs;
  const models = await oldModels(talk, prefix, before);
  const runs = await oldRuns(talk, prefix, experiment, before);
  // The last is removed first.
  await removeAll(talk, [...models, ...runs].slice(0, mostSwept).toReversed());
};
