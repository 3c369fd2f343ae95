import { isDeepStrictEqual } from 'node:util';
import type { CategoryState, Remembered } from '../health/category-state.ts';
import { hardStandings, headlineChecks, headlineStates } from '../health/headline.ts';
import { hardScore, scoreChange, toldBaseline } from '../health/score-drop.ts';
import { score } from '../health/score.ts';
import { isIll, serviceConditions } from '../health/service-state.ts';
import { noTrouble, troubles } from '../health/trouble.ts';
import type { CategoryName } from '../platform/category.ts';
import type { Seen } from './affected.ts';
import { stillAwaited } from './awaited.ts';
import type { Cause } from './cause.ts';
import type { Evaluation, ServiceState } from './evaluation.ts';
import { hushed } from './hushed.ts';
import { isSuffering } from './incident.ts';
import { asItIs, tellMembers, type Told } from './members.ts';
import { muting } from './mute.ts';
import { nextIncident, type Turn } from './next-incident.ts';
import type { News } from './note.ts';
import { address } from './address.ts';
import type { Policy } from './policy.ts';
import { forDescribed } from './queue.ts';
import { hears } from './routing.ts';
import { stillUnseen } from './unseen.ts';

/** A service in a state since the run that first showed it, or since the failure that makes it so. */
const nextServices = (before: Evaluation['services'], states: readonly CategoryState[], at: number): Readonly<Record<string, ServiceState>> =>
  Object.fromEntries([...serviceConditions(states, before, at)].map(([service, condition]): readonly [string, ServiceState] => {
    const was = Object.hasOwn(before, service) ? before[service] : undefined;
    const since = was?.state === condition.state ? was.since : 'since' in condition ? condition.since : at;
    return [service, { ...condition, since }];
  }));

/** So many runs in a row a service has to be well before that is believed. */
const heldRuns = 3;

/** Whether the category that looks at a service most often has seen it well in enough runs since then, and nothing of it has just failed again. */
const heldIn = (states: readonly CategoryState[]) => (service: string, since: number): boolean => {
  const bears = (check: Remembered) => check.service === service && check.role !== 'warning';
  const looking = states.filter(({ checks }) => checks.some(bears));
  if (looking.some(({ checks }) => checks.some((check) => bears(check) && check.state.state === 'soft'))) return false;
  const [often] = looking.toSorted((a, b) => a.everyMs - b.everyMs || b.lastRun - a.lastRun);
  return often === undefined || (often.lastRun - since) / often.everyMs > heldRuns - 1.5;
};

/** Whether every category that runs about as often as the most frequent one has run since then. */
const sawAll = (states: readonly CategoryState[]) => {
  const often = 2 * Math.min(...states.map(({ everyMs }) => everyMs));
  return (at: number): boolean => states.every(({ everyMs, lastRun }) => everyMs > often || lastRun > at);
};

/** What those are told who were told of the incident before. */
const newsOf = ({ incident, news }: Turn): Extract<News, { kind: 'worsened' | 'cause' }> | undefined => {
  if (incident === undefined) return undefined;
  if (news?.kind === 'worsened') return { kind: 'worsened', incident: asItIs(incident), changes: news.changes };
  return news?.kind === 'cause' ? { kind: 'cause', incident: asItIs(incident), causes: news.causes } : undefined;
};

const resolvedTold = ({ news }: Turn): readonly Told[] =>
  (news?.kind === 'resolved' ? Object.keys(news.incident.members).map((audience) => ({ audience, news: { kind: 'resolved', incident: asItIs(news.incident) } })) : []);

/**
 * Judges what is against what was last told. Returns the same object when nothing changed, so that a healthy minute writes
 * nothing. `at` is the scheduled time of the run, `now` decides about claims; both epoch milliseconds. `causes` are those that are seen.
 */
export const nextEvaluation = (before: Evaluation, states: readonly CategoryState[], policy: Policy, at: number, now: number, causes: readonly Cause[] = []): Evaluation => {
  const services = nextServices(before.services, states, at);
  const silences = before.silences.filter(({ until }) => until > now);
  const muted = muting(policy.maintenance, silences, at);
  const trouble = troubles(states);
  const seen = new Map(Object.entries(services).map(([service, state]): readonly [string, Seen] =>
    [service, { state, trouble: trouble.get(service) ?? noTrouble, muted: muted(service) }]));

  const headline = headlineStates(states);
  const standings = hardStandings(headlineChecks(states).filter(({ service }) => !muted(service)));
  const run = { lastRun: Math.max(0, ...headline.map(({ lastRun }) => lastRun)), everyMs: Math.min(...headline.map(({ everyMs }) => everyMs)) };
  const { baseline, dropFrom } = scoreChange(before.baseline, standings, run, at, policy.scoreDrop);

  const turn = nextIncident(before.incident, before.incidents, {
    services: seen, standings, held: heldIn(states), causes, sawAllSince: sawAll(states), at, ...(before.baseline !== undefined && { toldBefore: before.baseline }),
  });
  const reminds = [...seen.values()].some(({ state, muted: silent }) => isIll(state.state) && !silent);
  const { members, told } = turn.incident === undefined
    ? { members: {}, told: resolvedTold(turn) } : tellMembers(turn.incident, newsOf(turn), policy, { reminds: reminds && isSuffering(turn.incident), isMuted: muted, at });

  const unseen = stillUnseen(before.unseen, states);
  const [lost, found] = [unseen.filter((each) => !before.unseen.includes(each)), before.unseen.filter((each) => !unseen.includes(each))];
  const others: readonly Told['news'][] = [
    // A message of the incident tells the score as well.
    ...(dropFrom !== undefined && told.length === 0 ? [{ kind: 'score-dropped' as const }] : []),
    ...(lost.length + found.length > 0 ? [{ kind: 'impaired' as const, unseen: lost, seen: found }] : []),
  ];
  const toldOthers = others.flatMap((news) =>
    Object.entries(policy.audiences).flatMap(([audience, described]) => (hears(described, news.kind) ? [{ audience, news }] : [])));
  const tellsScore = told.length > 0 || toldOthers.some(({ news }) => news.kind === 'score-dropped');
  const scoreBefore = before.baseline && hardScore(before.baseline);
  const next: Evaluation = address({
    ...before, services, silences, unseen, incidents: turn.incidents, queues: forDescribed(before.queues, policy.audiences),
    baseline: tellsScore ? toldBaseline(standings, at) : baseline,
  }, [...told, ...toldOthers], {
    environment: policy.environment, at, now, score: score(headlineChecks(states).map((check) => check.result)),
    ...(scoreBefore !== undefined && { scoreBefore }), remark: (news) => hushed(news, policy, before.silences),
  });
  const awaited = stillAwaited(before.awaited, Object.keys(policy.schedule) as CategoryName[], states, at);
  const { incident: _, awaited: __, ...rest } = next;
  const judged: Evaluation = {
    ...rest, ...(awaited !== undefined && { awaited }), ...(turn.incident !== undefined && { incident: { ...turn.incident, members } }),
  };
  return isDeepStrictEqual(judged, before) ? before : judged;
};
