import { isIll, type ServiceCondition } from '../../health/service-state.ts';
import { serviceName, sufferingIn } from './in-trouble.ts';
import type { Letter } from './letter.ts';
import { listed } from './lines.ts';

/** Names of the services in a state by the evaluation, but for those that the note tells of. */
const namesOf = ({ note, evaluation }: Letter, wanted: (state: ServiceCondition) => boolean): readonly string[] => {
  const told = new Set(sufferingIn(note).map(({ service }) => service));
  return Object.entries(evaluation?.services ?? {}).flatMap(([service, { state }]) => (wanted(state) && !told.has(service) ? [serviceName(service)] : []));
};

const sentence = (before: string, names: readonly string[]): readonly string[] => (names.length === 0 ? [] : [`${before}${listed(names, 250)}`]);

/** What people can still rely on; what else suffers, of which this message does not tell; and of what nothing is known. */
export const stillWell = (letter: Letter): readonly string[] => [
  ...sentence('', namesOf(letter, (state) => state === 'operational')),
  ...sentence('Not well either, told elsewhere or not to be told now: ', namesOf(letter, isIll)),
  ...sentence('Not known: ', namesOf(letter, (state) => state === 'unknown')),
];
