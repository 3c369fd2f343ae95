import type { Failing } from '../../alerts/failing.ts';
import { isBad } from '../../health/check-state.ts';
import { own } from '../../platform/own.ts';
import { instantText } from '../words.ts';
import { countOf, failingOf } from './failing-of.ts';
import { serviceName } from './in-trouble.ts';
import type { Letter } from './letter.ts';
import { listed, paragraph } from './lines.ts';
import { oneLine } from './one-line.ts';

/** So many services, so many checks of each, and so many in all are named: enough to act on. */
const mostServices = 6;
const mostOfEach = 4;
const mostChecks = 12;

/** `status, not certain yet, since 2025-08-05 09:26:00 UTC`; the time only where it is not the service's own. */
const circumstances = ({ result, state, role }: Failing, began: number | undefined): string => [
  result.reason,
  ...(role === 'warning' ? ['a warning'] : []),
  ...(isBad(state) ? [] : ['not certain yet']),
  ...(state.state === 'flapping' ? ['by turns'] : []),
  ...(state.state === 'ok' || state.since === began ? [] : [`since ${instantText(state.since)}`]),
].join(', ');

const checkLines = (check: Failing, began: number | undefined): readonly string[] => [
  ...paragraph(`- ${oneLine(check.name, 90)}: ${oneLine(check.result.detail, 300)}`, '  ', 4),
  ...paragraph(`${oneLine(check.result.check, 100)} (${circumstances(check, began)})`, '    ', 2),
];

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The failing checks by service with their reasons, the worst first, in a bounded number of lines; how many there are besides. */
export const failingLines = (letter: Letter): readonly string[] => {
  const failing = failingOf(letter);
  const groups = [...Map.groupBy(failing, ({ service }) => service)];
  let room = mostChecks;
  const lines = groups.slice(0, mostServices).flatMap(([service, checks], index, named) => {
    // Of each service that is named, one check says why.
    const shown = checks.slice(0, Math.min(mostOfEach, room - (named.length - 1 - index)));
    room -= shown.length;
    const began = 'incident' in letter.note ? own(letter.note.incident.services, service)?.from : undefined;
    const more = checks.length - shown.length;
    return [
      `  ${serviceName(service)}`,
      ...shown.flatMap((check) => checkLines(check, began)),
      ...(more > 0 ? [`  - and ${more} more of ${serviceName(service)}`] : []),
    ];
  });
  const others = groups.slice(mostServices).map(([service, { length }]) => `${serviceName(service)} (${length})`);
  const [blocked, unknown] = [countOf(letter.states, 'blocked'), countOf(letter.states, 'unknown')];
  return [
    ...lines,
    ...(others.length === 0 ? [] : paragraph(`and of other services: ${listed(others, 200)}`, '  ', 3)),
    ...(blocked === 0
      ? [] : [`  ${counted(blocked, 'check')} could not be made, because what ${blocked === 1 ? 'it presupposes' : 'they presuppose'} failed.`]),
    ...(unknown === 0 ? [] : [`  Of ${counted(unknown, 'check')} the checker itself could not tell.`]),
  ];
};
