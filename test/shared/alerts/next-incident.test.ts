import { describe, expect, it } from 'vitest';
import type { Seen } from '../../../shared/alerts/affected.ts';
import type { Cause } from '../../../shared/alerts/cause.ts';
import type { ServiceState } from '../../../shared/alerts/evaluation.ts';
import type { Incident } from '../../../shared/alerts/incident.ts';
import { nextIncident, type Scene } from '../../../shared/alerts/next-incident.ts';
import { noTrouble } from '../../../shared/health/trouble.ts';
import { anAffected, anIncident } from '../../fixtures/alerts.ts';

const standings = { passing: 'aaaa', failing: 'bbbb' };
const services = (states: Readonly<Record<string, ServiceState>>, muted: readonly string[] = []): Scene['services'] =>
  new Map(Object.entries(states).map(([service, state]): readonly [string, Seen] => [service, { state, trouble: noTrouble, muted: muted.includes(service) }]));
const scene = (states: Readonly<Record<string, ServiceState>>, changes: Partial<Scene> = {}): Scene =>
  ({ services: services(states), standings, causes: [], sawAllSince: () => true, held: () => true, at: 500, ...changes });

const down: ServiceState = { state: 'down', since: 100 };
const degraded: ServiceState = { state: 'degraded', since: 200 };
const well: ServiceState = { state: 'operational', since: 300 };

describe('an incident opens', () => {
  it('when services suffer, under the next number, since the first failure, the worst first', () => {
    const turn = nextIncident(undefined, 6, scene({ registry: degraded, auth: down, mlflow: well }, { toldBefore: { passing: 'bbbb', failing: '' } }));
    expect(turn).toMatchObject({
      incidents: 7, news: { kind: 'opened', changes: [{ service: 'auth', to: 'down' }, { service: 'registry', to: 'degraded' }] },
      incident: { keys: [7], since: 100, openedAt: 500, severity: 'critical', opening: standings, before: { passing: 'bbbb', failing: '' } },
    });
    expect(Object.keys(turn.incident?.services ?? {})).toEqual(['registry', 'auth']);
  });

  it('as a warning when nothing is down', () => {
    expect(nextIncident(undefined, 0, scene({ registry: degraded })).incident?.severity).toBe('warning');
  });

  it('not while all is well, unknown, or muted', () => {
    expect(nextIncident(undefined, 6, scene({ auth: well, cache: { state: 'not-deployed', since: 0 }, registry: { state: 'unknown', since: 0 } }))).toEqual({ incidents: 6 });
    expect(nextIncident(undefined, 6, scene({}, { services: services({ auth: down }, ['auth']) }))).toEqual({ incidents: 6 });
  });
});

const [noTargets, wrongLogin]: readonly [Cause, Cause] =
  [{ id: 'LB_NO_TARGETS:registry', title: 'No target is registered', confidence: 0.8 }, { id: 'DB_WRONG_CREDENTIALS:database', title: 'The login is refused', confidence: 0.9 }];

describe('the cause of an incident', () => {
  it('is told with its opening where it is known by then', () => {
    expect(nextIncident(undefined, 0, scene({ auth: down }, { causes: [noTargets] }))).toMatchObject({ news: { kind: 'opened' }, incident: { causes: [noTargets] } });
    expect(nextIncident(undefined, 0, scene({ auth: down })).incident).not.toHaveProperty('causes');
  });

  it('is told once when it is found later, and when another is', () => {
    const open = anIncident();
    const found = nextIncident(open, 1, scene({ auth: down }, { causes: [noTargets] }));
    expect(found).toMatchObject({ news: { kind: 'cause', causes: [noTargets] }, incident: { causes: [noTargets] } });
    expect(nextIncident(found.incident, 1, scene({ auth: down }, { causes: [noTargets] }))).not.toHaveProperty('news');
    expect(nextIncident(found.incident, 1, scene({ auth: down }, { causes: [wrongLogin, noTargets] })))
      .toMatchObject({ news: { kind: 'cause', causes: [wrongLogin] }, incident: { causes: [noTargets, wrongLogin] } });
  });

  it('is told once everything was looked at again and shows it still', () => {
    const first = nextIncident(anIncident(), 1, scene({ auth: down }, { causes: [noTargets], sawAllSince: (at) => at < 500 }));
    expect(first).toMatchObject({ incident: { suspected: { [noTargets.id]: 500 } } });
    expect([first.news, first.incident?.causes]).toEqual([undefined, undefined]);
    const later = nextIncident(first.incident, 1, scene({ auth: down }, { causes: [noTargets], sawAllSince: () => true, at: 560 }));
    expect(later).toMatchObject({ news: { kind: 'cause', causes: [noTargets] }, incident: { causes: [noTargets] } });
    expect(later.incident).not.toHaveProperty('suspected');
    const gone = nextIncident(first.incident, 1, scene({ auth: down }, { sawAllSince: () => true, at: 560 }));
    expect([gone.news, gone.incident?.suspected]).toEqual([undefined, undefined]);
  });

  it('is told by what it follows from once that is found', () => {
    const root = { ...wrongLogin, explains: [noTargets.id] };
    const turn = nextIncident(anIncident({ causes: [noTargets] }), 1, scene({ auth: down }, { causes: [root] }));
    expect(turn).toMatchObject({ news: { kind: 'cause', causes: [root] }, incident: { causes: [root] } });
    const after = nextIncident(turn.incident, 1, scene({ auth: down }, { causes: [noTargets] }));
    expect([after.news, after.incident?.causes]).toEqual([undefined, [root]]);
  });

  it('stays what it was when nobody can see it any more, and is known better in silence', () => {
    const open = anIncident({ causes: [noTargets] });
    expect(nextIncident(open, 1, scene({ auth: down }))).toEqual({ incident: { ...open, services: expect.anything() as Incident['services'] }, incidents: 1 });
    const surer = { ...noTargets, confidence: 0.97 };
    const turn = nextIncident(open, 1, scene({ auth: down }, { causes: [surer] }));
    expect([turn.news, turn.incident?.causes]).toEqual([undefined, [surer]]);
  });

  it('goes with what is worse', () => {
    const turn = nextIncident(anIncident(), 1, scene({ auth: down, registry: down }, { causes: [noTargets] }));
    expect(turn).toMatchObject({ news: { kind: 'worsened' }, incident: { causes: [noTargets] } });
  });

  it('waits while nobody is to be told of who suffers', () => {
    const turn = nextIncident(anIncident(), 1, scene({}, { services: services({ auth: down }, ['auth']), causes: [noTargets] }));
    expect([turn.news, turn.incident?.causes]).toEqual([undefined, undefined]);
  });
});

const held: Scene['held'] = (service, since) => service === 'auth' && since === 300;

describe('an open incident', () => {
  const open = anIncident({ keys: [3], severity: 'warning', services: { auth: anAffected({ state: 'degraded', worst: 'degraded' }) } });

  it('is worse when another service suffers, or one is down', () => {
    const turn = nextIncident(open, 3, scene({ auth: degraded, registry: down }));
    expect(turn).toMatchObject({ incidents: 3, incident: { keys: [3], severity: 'critical', criticalAt: 500, services: { registry: { state: 'down' } } } });
    expect(turn.news).toEqual({ kind: 'worsened', changes: [{ service: 'registry', to: 'down', since: 100 }] });
  });

  it('tells nothing while it stays', () => {
    const still = anIncident({ ...open, services: { auth: anAffected({ state: 'degraded', worst: 'degraded', since: 200 }) } });
    expect(nextIncident(still, 3, scene({ auth: degraded, registry: well }))).toEqual({ incident: still, incidents: 3 });
  });

  it('gets a number of its own for what goes down after somebody acknowledged the rest', () => {
    const cared = { ...open, acknowledged: { by: 'Ann', at: 300 } };
    const turn = nextIncident(cared, 5, scene({ auth: degraded, registry: down }));
    expect([turn.incident?.keys, turn.incidents, turn.incident?.acknowledged]).toEqual([[3, 6], 6, undefined]);
    expect(nextIncident(cared, 5, scene({ auth: degraded, registry: degraded })).incident).toMatchObject({ keys: [3], acknowledged: cared.acknowledged });
    const wasDown = { ...cared, services: { auth: anAffected({ state: 'operational' }) } };
    expect(nextIncident(wasDown, 5, scene({ auth: down })).incident).toMatchObject({ keys: [3], acknowledged: cared.acknowledged });
  });

  it('is resolved when all that it affected has been well for long enough', () => {
    const both = { ...open, services: { auth: anAffected(), registry: anAffected() } };
    expect(nextIncident(both, 3, scene({ auth: well, registry: well }, { held })).news).toBeUndefined();
    const turn = nextIncident({ ...open, services: { auth: anAffected() } }, 3, scene({ auth: well, mlflow: { state: 'unknown', since: 0 } }, { held }));
    expect(turn).toMatchObject({ incidents: 3, news: { kind: 'resolved', incident: { keys: [3], services: { auth: { state: 'operational', downMs: 500 } } } } });
    expect(turn.incident).toBeUndefined();
  });

  it('is not resolved by what nobody can see, but by what is there no more', () => {
    expect(nextIncident(open, 3, scene({ auth: { state: 'unknown', since: 400 } })).incident).toBeDefined();
    expect(nextIncident(open, 3, scene({})).news?.kind).toBe('resolved');
    expect(nextIncident(open, 3, scene({ auth: { state: 'not-deployed', since: 400 } })).news?.kind).toBe('resolved');
  });

  it('is resolved also while it is muted', () => {
    expect(nextIncident(open, 3, scene({}, { services: services({ auth: well }, ['auth']) })).news?.kind).toBe('resolved');
  });
});
