import type { Call } from './call.ts';
import { MlflowError } from './error.ts';
import { required } from './input.ts';
import type { Input } from './input.ts';
import { findModel, findVersion } from './models.ts';
import type { Store } from './store.ts';

/** A registered model's aliases: names of its own for its versions. Setting one anew moves it. */
export const aliasCalls: readonly Call[] = [
  ['POST', 'registered-models/alias', set],
  ['GET', 'registered-models/alias', get],
  ['DELETE', 'registered-models/alias', remove],
];

function set(store: Store, input: Input): unknown {
  const { aliases } = findModel(store, input);
  const alias = required(input, 'alias');
  aliases.set(alias, findVersion(store, input).version);
  return {};
}

/** An alias that nobody set is a bad parameter, not something missing. */
function get(store: Store, input: Input): unknown {
  const { aliases } = findModel(store, input);
  const alias = required(input, 'alias');
  const version = aliases.get(alias);
  if (version === undefined) throw new MlflowError('INVALID_PARAMETER_VALUE', `Registered model alias ${alias} not found.`);
  return { model_version: findVersion(store, { ...input, version }) };
}

function remove(store: Store, input: Input): unknown {
  findModel(store, input).aliases.delete(required(input, 'alias'));
  return {};
}
