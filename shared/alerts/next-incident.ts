import { byWorst, isIll } from '../health/service-state.ts';
import { mergeCauses, newCauses, type Cause } from './cause.ts';
import { firstAffected, nextAffected, type Seen } from './affected.ts';
import { isOver, type Affected, type Incident } from './incident.ts';
import { own } from '../platform/own.ts';
import type { ServiceChange } from './note.ts';
import type { Standings } from '../health/tags.ts';
import type { Severity } from '../platform/platform.ts';

/** The environment as an incident sees it. Times are scheduled times, epoch milliseconds. */
export interface Scene {
  readonly services: ReadonlyMap<string, Seen>;
  /** The headline's checks now, and as people were last told. */
  readonly standings: Standings;
  readonly toldBefore?: Standings;
  /** What is behind it, as far as it is known; and whether everything that is looked at often was looked at since then. */
  readonly causes: readonly Cause[];
  readonly sawAllSince: (at: number) => boolean;
  /** Whether a service was well in as many runs as it takes. */
  readonly held: (service: string, since: number) => boolean;
  readonly at: number;
}

/** What becomes of an incident. */
export interface Turn {
  /** Absent: there is none, or it is over. */
  readonly incident?: Incident;
  /** How many there have been. */
  readonly incidents: number;
  readonly news?:
    | { readonly kind: 'opened' | 'worsened'; readonly changes: readonly ServiceChange[] }
    | { readonly kind: 'cause'; readonly causes: readonly Cause[] }
    /** As it was at its end. */
    | { readonly kind: 'resolved'; readonly incident: Incident };
}

const severityOf = (services: Readonly<Record<string, Affected>>): Severity =>
  (Object.values(services).some(({ worst }) => worst === 'down') ? 'critical' : 'warning');

const worstFirst = (changes: readonly ServiceChange[]): readonly ServiceChange[] => changes.toSorted((a, b) => byWorst(a.to, b.to) || a.since - b.since);

/** Services that suffer, are not muted, and that the incident does not know. */
const newly = ({ services }: Scene, known: Incident['services']) => [...services].flatMap(([service, { state, trouble, muted }]) => {
  const { state: condition, since } = state;
  return muted || !isIll(condition) || Object.hasOwn(known, service) ? [] : [[service, firstAffected(service, { state: condition, since }, trouble)] as const];
});

const opened = (scene: Scene, incidents: number): Turn => {
  const found = newly(scene, {});
  if (found.length === 0) return { incidents };
  const services = Object.fromEntries(found.map(([service, { affected }]) => [service, affected]));
  const incident: Incident = {
    keys: [incidents + 1], since: Math.min(...found.map(([, { affected }]) => affected.from)), openedAt: scene.at,
    severity: severityOf(services), services, members: {}, opening: scene.standings,
    ...(scene.toldBefore !== undefined && { before: scene.toldBefore }), ...(scene.causes.length > 0 && { causes: scene.causes }), remarks: [],
  };
  return { incident, incidents: incidents + 1, news: { kind: 'opened', changes: worstFirst(found.map(([, { change }]) => change)) } };
};

const wentDown = (changes: readonly ServiceChange[]): boolean => changes.some(({ to, from }) => to === 'down' && from !== 'down');

/** Of whom people are to be told: while nobody does, a cause is found later. */
const someoneSuffers = ({ services }: Scene): boolean => [...services.values()].some(({ state, muted }) => isIll(state.state) && !muted);

/**
 * What is named the cause from now on, and what of it is new. A cause is told once everything has been looked at again and shows it still: what one
 * category saw first may follow from what another is about to see.
 */
const namedIn = ({ causes, suspected: before = {} }: Incident, scene: Scene) => {
  const seen = someoneSuffers(scene) ? scene.causes : [];
  const fresh = newCauses(causes, seen).map((cause) => ({ cause, since: own(before, cause.id) ?? scene.at }));
  const [found, waiting] = [true, false].map((wanted) => fresh.filter(({ since }) => scene.sawAllSince(since) === wanted));
  const known = seen.filter(({ id }) => !waiting?.some(({ cause }) => cause.id === id));
  return {
    told: mergeCauses(causes, known), found: (found ?? []).map(({ cause }) => cause),
    suspected: Object.fromEntries((waiting ?? []).map(({ cause, since }) => [cause.id, since])),
  };
};

/** Over when every service that it affected has been well for long enough. */
const isResolved = ({ services }: Incident, scene: Scene): boolean => Object.keys(services).every((service) => {
  const seen = scene.services.get(service);
  return seen === undefined || (isOver(seen.state) && scene.held(service, seen.state.since));
});

/**
 * What becomes of the environment's incident: it opens when a service suffers, goes on while one does, and is resolved when all have been
 * well for long enough. A service that goes down after somebody had acknowledged the rest is nobody's yet: it gets a number of its own.
 */
export const nextIncident = (before: Incident | undefined, incidents: number, scene: Scene): Turn => {
  if (before === undefined) return opened(scene, incidents);
  const steps = Object.entries(before.services).map(([service, affected]) =>
    [service, nextAffected(service, affected, scene.services.get(service), scene.at)] as const);
  const added = newly(scene, before.services);
  const services = Object.fromEntries([...steps, ...added].map(([service, { affected }]) => [service, affected]));
  const changes = worstFirst([...steps, ...added].flatMap(([, { change }]) => change ?? []));
  const severity = severityOf(services);
  const { told, found, suspected } = namedIn(before, scene);
  const { suspected: _, ...rest } = before;
  const on: Incident = {
    ...rest, services, severity, ...(severity !== before.severity && { criticalAt: scene.at }),
    ...(told.length > 0 && { causes: told }), ...(Object.keys(suspected).length > 0 && { suspected }),
  };
  if (changes.length === 0 && isResolved(on, scene)) return { incidents, news: { kind: 'resolved', incident: on } };
  if (changes.length === 0) return { incident: on, incidents, ...(found.length > 0 && { news: { kind: 'cause', causes: found } }) };
  const news = { kind: 'worsened', changes } as const;
  if (before.acknowledged === undefined || !wentDown(changes)) return { incident: on, incidents, news };
  const { acknowledged: __, ...unclaimed } = on;
  return { incident: { ...unclaimed, unclaimedAt: scene.at, keys: [...before.keys, incidents + 1] }, incidents: incidents + 1, news };
};
