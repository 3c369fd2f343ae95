import type { Facts } from '../../checks/observation.ts';
import * as api from '../api.ts';
import type { Conversation } from '../conversation.ts';
import type { Experiment, Journey } from '../journey.ts';
import { pathIn } from '../location.ts';
import { ourTags } from '../names.ts';
import { at, jsonOf, textAt } from '../read.ts';
import { unexpected } from '../unexpected.ts';

interface Found extends Experiment { readonly deleted: boolean }

/** Another checker may create or restore it between our question and our request: then the next question finds it. */
const mostRounds = 3;

const find = (talk: Conversation, name: string, last: boolean) =>
  talk.askUnless(last ? [] : ['RESOURCE_DOES_NOT_EXIST'], 'find the experiment', api.experiments.byName(name), (answer): Found => {
    const experiment = at(jsonOf(answer), 'experiment');
    const deleted = at(experiment, 'lifecycle_stage') === 'deleted';
    if (deleted && last) throw unexpected`it is deleted, and stays so however often it is restored`;
    const location = textAt(experiment, 'artifact_location');
    pathIn(location);
    return { id: textAt(experiment, 'experiment_id'), location, deleted };
  });

/**
 * Finds the experiment that stays, or creates it, or restores it: one that is deleted keeps its name. What is in it has to be stored
 * behind the server.
 */
export const haveExperiment = async (journey: Journey, talk: Conversation): Promise<Facts> => {
  const { experimentName: name } = journey;
  let how = 'found';
  for (let round = 1; ; round += 1) {
    const found = await find(talk, name, round === mostRounds);
    if (found === 'RESOURCE_DOES_NOT_EXIST') {
      const made = await talk.askUnless(
        ['RESOURCE_ALREADY_EXISTS'], 'create the experiment', api.experiments.create(name, ourTags(name)), (answer) => {
          textAt(jsonOf(answer), 'experiment_id');
        },
      );
      if (made === undefined) how = 'created';
    } else if (found.deleted) {
      const restored = await talk.askUnless(
        ['RESOURCE_DOES_NOT_EXIST'], 'restore the experiment', api.experiments.restore(found.id), () => undefined,
      );
      if (restored === undefined) how = 'restored';
    } else {
      journey.experiment = found;
      return { experimentId: found.id, artifactLocation: found.location, experiment: how };
    }
  }
};
