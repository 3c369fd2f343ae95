import type { Standings } from '../../health/tags.ts';
import { common, sizeOf } from '../../health/tags.ts';
import { hardStandings, headlineChecks } from '../../health/headline.ts';
import type { ServiceChange } from '../../alerts/note.ts';
import { own } from '../../platform/own.ts';
import { instantText, spanText } from '../words.ts';
import { isOfPlatform, isOver, serviceName, stateWords, worstFirst } from './in-trouble.ts';
import type { Letter } from './letter.ts';
import { oneLine } from './one-line.ts';
import { scoreInFull } from './score-words.ts';

const natures = { partial: 'it answers in part only', regional: 'as seen from some places only', flapping: 'by turns' } as const;

const natureOf = ({ evaluation }: Letter, service: string): string => {
  const state = evaluation && own(evaluation.services, service);
  return state?.state === 'degraded' && state.nature !== undefined ? `, ${natures[state.nature]}` : '';
};

const changeLine = (letter: Letter, { service, from, to, since, class: found, flapping = [] }: ServiceChange): string => {
  const before = from === undefined ? 'newly affected' : from === to ? `still ${stateWords[to]}` : `was ${stateWords[from]}`;
  const how = [
    ...(found === undefined ? [] : [`now fails worse: ${found}`]),
    ...(flapping.length === 0 ? [] : [`${flapping.length === 1 ? oneLine(flapping[0] ?? '', 80) : `${flapping.length} checks`} fails and passes by turns`]),
  ];
  const age = letter.note.at > since ? ` (${spanText(letter.note.at - since)})` : '';
  return `${serviceName(service)}: ${stateWords[to]} since ${instantText(since)}${age}${natureOf(letter, service)}; ${[before, ...how].join('; ')}`;
};

const checks = (count: number): string => `${count} ${count === 1 ? 'check' : 'checks'}`;

/** What became of the headline's checks since then, by what is certain. */
const against = (then: Standings, now: Standings, when: string): string => {
  const [lost = 0, won = 0, stays = 0] = [common(then.passing, now.failing), common(then.failing, now.passing), common(then.failing, now.failing)].map(sizeOf);
  const parts = [
    ...(lost > 0 ? [`${checks(lost)} that passed ${lost === 1 ? 'fails' : 'fail'} now`] : []),
    ...(won > 0 ? [`${checks(won)} that failed ${won === 1 ? 'passes' : 'pass'} now`] : []),
    ...(stays > 0 ? [`${checks(stays)} failed then, too`] : []),
  ];
  return `Against ${when}: ${parts.join('; ') || 'no check that is certain to fail'}.`;
};

const most = 8;

/** What is different, in lines for people: of services, as the note tells it; of checks, against the last good state and the incident's opening. */
export const changeLines = (letter: Letter): readonly string[] => {
  const { note, evaluation, states } = letter;
  const told = (note.kind === 'opened' || note.kind === 'worsened') && !isOver(note) ? worstFirst(note.changes) : [];
  const incident = 'incident' in note && evaluation?.incident?.keys[0] === note.incident.keys[0] ? evaluation.incident : undefined;
  const now = hardStandings(headlineChecks(states));
  return [
    ...told.slice(0, most).map((change) => changeLine(letter, change)),
    ...(told.length > most ? [`and ${told.length - most} more services`] : []),
    ...(incident?.before === undefined || note.kind === 'acknowledged' ? [] : [against(incident.before, now, 'before the incident')]),
    ...(incident === undefined || note.kind === 'opened' || note.kind === 'acknowledged' ? [] : [against(incident.opening, now, 'when it opened')]),
    ...(!isOfPlatform(letter) ? [] : [`Health score: ${scoreInFull(note)}.`]),
  ];
};
