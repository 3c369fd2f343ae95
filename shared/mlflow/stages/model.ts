import type { Facts } from '../../checks/observation.ts';
import type { Conversation } from '../conversation.ts';
import type { Journey } from '../journey.ts';
import { faultOf, makeModel, sha256, type ModelFile } from '../local-model.ts';

/** A model that is not what it should be before it has gone anywhere. */
export class ModelFault extends Error {}

const sizeOf = (files: readonly ModelFile[]): number => files.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** Makes a small model here, reads it again and checks its format. Throws ModelFault. */
export const makeOne = (journey: Journey, { local }: Conversation): Facts => {
  const files = local('make a model', 'here: MLmodel, code and weights', () => makeModel(journey.random(32), journey.now()));
  const fault = local('read it again', 'here: hashes, format and a prediction', () => faultOf(files));
  if (fault !== undefined) throw new ModelFault(`the model that was made is not one: ${fault}`);
  journey.model = files;
  return { bytes: sizeOf(files), sha256: sha256(Buffer.concat(files.map(({ bytes }) => bytes))) };
};
