import { didYouMean } from '../closest.ts';
import type { Path } from '../fault.ts';
import { valueAt } from '../value-at.ts';
import type { Rule } from './rule.ts';

/** Where the parts of a description name credentials. */
const places: readonly Path[] = [
  ['database', 'loginUser'], ['database', 'password'], ['cache', 'credential'], ['queue', 'credential'],
  ['authentication', 'revoked'], ['authentication', 'second'],
];

/** Where the settings of a kind of probe do. */
const settingPlaces: readonly Path[] = [['auth', 'credential'], ['credential'], ['loginUser'], ['password']];

/** A name of a credential that is not described. */
export const unknownCredential: Rule = ({ source, platform, checks }) => {
  const known = Object.keys(valueAt(source.data, ['credentials']) ?? {});
  const named = [
    ...[...places, ...Object.keys(platform.audiences).map((audience): Path => ['audiences', audience, 'pagerDuty', 'key'])]
      .map((path) => ({ path, name: valueAt(source.data, path) })),
    ...checks.flatMap(({ index, check: { probe } }) =>
      settingPlaces.map((path) => ({ path: ['checks', index, probe.kind, ...path], name: valueAt(probe.settings, path) }))),
  ];
  // One that is described but faulty is told as such.
  return named.flatMap(({ path, name }) => (typeof name !== 'string' || source.has(['credentials', name]) ? [] : [{
    path, found: `"${name}", which is not described under credentials`,
    allowed: known.length === 0 ? 'a name described under credentials' : known.join(', '), hint: didYouMean(name, known),
  }]));
};
