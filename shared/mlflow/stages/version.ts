import type { Facts } from '../../checks/observation.ts';
import * as api from '../api.ts';
import type { Conversation } from '../conversation.ts';
import type { Journey, MadeModel } from '../journey.ts';
import { locate } from '../location.ts';
import { nameOf, ourTags } from '../names.ts';
import { at, jsonOf, textAt } from '../read.ts';
import { compareFiles, compareListing } from '../transfer.ts';
import { noting } from '../unanswered.ts';
import { inWords, unexpected } from '../unexpected.ts';

const alias = 'checked';

const ready = (version: unknown): string => {
  const number = textAt(version, 'version');
  if (at(version, 'status') !== 'READY') throw unexpected`version ${number} is ${inWords(at(version, 'status'))}, not "READY"`;
  return number;
};

/** A registered model with a version and an alias; the version's files are found by its own URI, downloaded and compared. */
export const makeVersion = async (journey: Journey, talk: Conversation): Promise<Facts> => {
  const { run, made, now, random, prefix } = journey;
  if (run === undefined) throw new Error('a version needs a run');
  const name = nameOf(prefix, now(), random(8));
  const one: MadeModel = { kind: 'model', name };
  made.push(one);

  await talk.ask('register a model', api.models.create(name, ourTags(name)), (answer) => textAt(jsonOf(answer), 'registered_model', 'name'))
    .catch(noting(() => {
      one.mayCome = true;
    }));
  const version = await talk.ask('add a version', api.versions.create(name, `${run.uri}/model`, run.id, ourTags(name)), (answer) => {
    one.version = ready(at(jsonOf(answer), 'model_version'));
    return one.version;
  });
  one.alias = alias;
  await talk.ask('set an alias', api.models.setAlias(name, alias, version), jsonOf);
  await talk.ask('read the alias', api.models.getAlias(name, alias), (answer) => {
    const means = textAt(jsonOf(answer), 'model_version', 'version');
    if (means !== version) throw unexpected`the alias means version ${means}, not ${version}`;
  });
  const directory = await locate(talk, name, version);
  await compareListing(talk, directory, run.files);
  await compareFiles(talk, directory, run.files);
  return { registeredModel: name, version };
};
