import type { AudienceState, IncidentAnswer } from '../../functions/incident-answer.ts';
import type { Silence } from '../../shared/alerts/evaluation.ts';
import type { Affected, Incident, Member, Remark } from '../../shared/alerts/incident.ts';
import { incidentCauses, incidentNumbers, incidentTitle } from '../../shared/report/incident-words.ts';
import { padEnd, widest, wrap } from '../../shared/report/layout.ts';
import { printable } from '../../shared/report/printable.ts';
import { instantText } from '../../shared/report/words.ts';

const columns = 80;

/** Words in lines of a terminal, the second and later ones further in. */
const flow = (text: string, indent: string, first = indent): readonly string[] => {
  const [begin = '', ...more] = wrap(printable(text).split(' '), ' ', indent, columns);
  return [first + begin.slice(indent.length), ...more];
};

const minutes = (ms: number): string => (ms >= 90 * 60_000 ? `${(ms / 3_600_000).toFixed(1)} h` : `${Math.max(0, Math.round(ms / 60_000))} min`);
const list = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', title, ...lines]);

const serviceLines = (services: Incident['services'], now: number): readonly string[] => {
  const names = widest(Object.keys(services));
  return Object.entries(services).flatMap(([service, { state, since, from, worst, class: how, downMs }]: [string, Affected]) => {
    const down = downMs + (state === 'down' ? Math.max(0, now - since) : 0);
    const well = state === 'operational';
    const more = [
      ...(well ? [`since ${instantText(since)}`, `failed from ${instantText(from)}`] : [`failing since ${instantText(from)}`]),
      ...(worst === state ? [] : [`was ${worst}`]), ...(how === undefined || well ? [] : [how]), ...(down >= 60_000 ? [`down for ${minutes(down)}`] : []),
    ];
    return flow([state, ...more].join(', '), ' '.repeat(names + 4), `  ${padEnd(service, names)}  `);
  });
};

/** Who takes care of it is not reminded. */
const memberLines = ({ members, acknowledged }: Incident): readonly string[] => Object.entries(members).flatMap(([audience, { toldAt, remindMs }]: [string, Member]) =>
  flow(`${audience}, told last ${instantText(toldAt)}${remindMs === undefined || acknowledged !== undefined ? '' : `, reminded after ${minutes(remindMs)}`}`, '    ', '  '));

const remarkLines = (remarks: readonly Remark[]): readonly string[] =>
  remarks.flatMap(({ at, by, text }) => flow(`${instantText(at)} ${by}: ${text}`, '    ', '  '));

const silenceLine = ({ id, by, until, services, why }: Silence): string =>
  `${id} ${services?.join(', ') ?? 'all services'} until ${instantText(until)}, by ${by}${why === undefined ? '' : `: ${why}`}`;

const maintenanceLines = ({ maintenance }: IncidentAnswer): readonly string[] => list('Maintenance, of which nobody is told', maintenance.flatMap(({ services, to, reason }) =>
  flow(`${services?.join(', ') ?? 'all services'} until ${instantText(to)}: ${reason}`, '    ', '  ')));

const audienceLines = (audiences: readonly AudienceState[]): readonly string[] => audiences.flatMap(({ audience, waiting, refused, claimedUntil }) => [
  ...(refused === undefined ? [] : flow(`${audience} REFUSES since ${instantText(refused.at)}: ${refused.why}`, '    ', '  ')),
  ...waiting.flatMap(({ id, kind, at }) => flow(`${audience}: ${kind} [${id}] of ${instantText(at)} waits`, '    ', '  ')),
  ...(claimedUntil !== undefined && waiting.length > 0 ? flow(`${audience}: a run is delivering, or did not end; another may from ${instantText(claimedUntil)}`, '    ', '  ') : []),
]);

/** The open incident in a line, or that there is none. */
const titleOf = ({ environment, incident, incidents }: IncidentAnswer): string => (incident === undefined
  ? `${environment}: no open incident; ${incidents} so far`
  : `${environment} ${incidentTitle(incident)}`);

/** `health incident list`: the open incident, what is silenced, who cannot be told. */
export const listText = (answer: IncidentAnswer): string => {
  const { incident, silences, audiences } = answer;
  const affected = Object.entries(incident?.services ?? {}).map(([service, { state }]) => `${service} ${state}`).join(', ');
  const refusing = audiences.filter(({ refused }) => refused !== undefined);
  return [
    ...flow(titleOf(answer), '  ', ''), ...(affected === '' ? [] : flow(affected, '  ')),
    ...(incident?.acknowledged === undefined ? [] : [`  acknowledged by ${printable(incident.acknowledged.by)}`]),
    ...maintenanceLines(answer),
    ...list('Silences', silences.flatMap((silence) => flow(silenceLine(silence), '    ', '  '))),
    ...list('Cannot be told', audienceLines(refusing.map((each) => ({ ...each, waiting: [] })))), '',
  ].join('\n');
};

/** `health incident show`: everything that is known of it. */
export const showText = (answer: IncidentAnswer): string => {
  const { incident, services, silences, audiences, at } = answer;
  const acknowledged = incident?.acknowledged;
  const others = Object.entries(services).filter(([service]) => incident === undefined || !Object.hasOwn(incident.services, service))
    .map(([service, { state }]) => `${service} ${state}`);
  return [
    ...flow(titleOf(answer), '  ', ''),
    ...(incident === undefined ? [] : [`  opened ${instantText(incident.openedAt)}`]),
    ...(acknowledged === undefined ? [] : flow(`acknowledged by ${acknowledged.by}, ${instantText(acknowledged.at)}`, '  ')),
    ...list('Services', incident === undefined ? [] : serviceLines(incident.services, Date.parse(at))),
    ...list('Other services', others.length === 0 ? [] : flow(others.join(', '), '  ')),
    ...list('Causes', incident === undefined ? [] : incidentCauses(incident).flatMap((cause) => flow(cause, '    ', '  '))),
    ...list('Members', incident === undefined ? [] : memberLines(incident)),
    ...list('Remarks', incident === undefined ? [] : remarkLines(incident.remarks)),
    ...maintenanceLines(answer),
    ...list('Silences', silences.flatMap((silence) => flow(silenceLine(silence), '    ', '  '))),
    ...list('Messages', audienceLines(audiences)), '',
  ].join('\n');
};

const answered = ({ published }: IncidentAnswer): readonly string[] => published.flatMap(({ audience, note, kind, form, answer }) => {
  const what = typeof answer === 'string' ? answer : 'refused' in answer ? `refused for good: ${answer.refused}` : `not taken now: ${answer.transient}`;
  return flow(`${audience}: ${kind} [${note}]${form === 'full' ? '' : ' as a minimal text'} ${what}`, '    ', '  ');
});

/** What was done, and what the audiences' topics answered. */
export const doneText = (answer: IncidentAnswer): string => {
  const { did, action, incident, silence, audiences } = answer;
  const about = silence === undefined ? (action === 'ack' || action === 'note') && incident !== undefined ? ` ${incidentNumbers(incident)}` : '' : ` ${silenceLine(silence)}`;
  const waiting = audiences.filter((each) => each.waiting.length > 0);
  return [...flow(`${did}${about}`, '  ', ''), ...answered(answer), ...audienceLines(waiting), ''].join('\n');
};
