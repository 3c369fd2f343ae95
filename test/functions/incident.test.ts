import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIncidents } from '../fixtures/incident-function.ts';
import { anAudience, anIncident, withIncident } from '../fixtures/open-incident.ts';

let incidents: Awaited<ReturnType<typeof startIncidents>>;
let [people, pager] = ['', ''];

beforeAll(async () => {
  incidents = await startIncidents();
  [people, pager] = [incidents.gateway.createTopic('people'), incidents.gateway.createTopic('pager')];
});
afterAll(() => incidents.stop());

const both = () => ({ people: anAudience(people), pager: anAudience(pager, { form: 'pager' }) });
const suffering = () => incidents.here(both(), withIncident(anIncident(['people', 'pager'])));

describe('the function of incidents', () => {
  it('acknowledges the open one, tells its members and says what their topics answered', async () => {
    const here = await suffering();
    const answer = await here.call({ action: 'ack', by: 'ada' });
    expect(answer).toMatchObject({ action: 'ack', did: 'acknowledged', incident: { keys: [7], acknowledged: { by: 'ada' } }, problems: [] });
    expect(answer.published.map(({ audience, kind, answer: said }) => `${audience} ${kind} ${JSON.stringify(said)}`).toSorted()).toEqual(['pager acknowledged "nothing to say"', 'people acknowledged "taken"']);
    const id = `[${here.platform.environment}#5]`;
    expect(here.told(people)).toEqual([`auth DOWN, acknowledged by ada ${id}`]);
    // Nothing in the form of an alarm acknowledges.
    expect(here.told(pager)).toEqual([]);
    expect(answer.audiences.map(({ waiting }) => waiting)).toEqual([[], []]);
    expect(await here.store.evaluation()).toMatchObject({ incident: { acknowledged: { by: 'ada' } } });
    expect(here.log()).toMatchObject([{ level: 'info', function: 'incident', did: 'acknowledged', by: 'ada' }]);
  });

  it('called twice by the same person tells it once and writes nothing more', async () => {
    const here = await suffering();
    await here.call({ action: 'ack', by: 'ada' });
    const before = await here.store.evaluation();
    expect(await here.call({ action: 'ack', by: 'ada' })).toMatchObject({ did: 'nothing: it is so already', published: [] });
    expect(await here.store.evaluation()).toEqual(before);
    expect(here.told(people)).toHaveLength(1);
  });

  it('loses nothing when people act at the same time', async () => {
    const here = await suffering();
    await Promise.all([
      here.call({ action: 'ack', by: 'ada' }), here.call({ action: 'note', by: 'grace', text: 'one' }), here.call({ action: 'note', by: 'edsger', text: 'two' }),
      here.call({ action: 'silence', by: 'ada', services: ['mlflow'], for: '2h' }),
    ]);
    const { incident, silences } = await here.call({ action: 'show' });
    expect(incident?.remarks.map(({ text }) => text).toSorted()).toEqual(['one', 'two']);
    expect([incident?.acknowledged?.by, silences.length]).toEqual(['ada', 1]);
  });

  it('silences and ends it again, and says which one it was', async () => {
    const here = await suffering();
    const { silence, did } = await here.call({ action: 'silence', by: 'ada', services: ['mlflow'], for: '2h', why: 'upgrade' });
    expect([did, silence]).toEqual(['silenced', expect.objectContaining({ services: ['mlflow'], by: 'ada', why: 'upgrade' })]);
    expect(await here.call({ action: 'unsilence', by: 'grace', silence: silence?.id })).toMatchObject({ did: 'unsilenced', silences: [] });
    expect(here.log().at(-1)).toMatchObject({ did: 'unsilenced', by: 'grace', silence: silence?.id });
  });

  it('can be silent before anything was ever seen', async () => {
    const here = await incidents.here(both());
    expect(await here.call({ action: 'silence', by: 'ada', for: '2h' })).toMatchObject({ did: 'silenced', incidents: 0 });
    expect(await here.call({ action: 'list' })).toMatchObject({ did: 'shown', silences: [{ by: 'ada' }] });
  });

  it('looks without writing', async () => {
    const here = await suffering();
    expect(await here.call({ action: 'show' })).toMatchObject({ did: 'shown', incident: { keys: [7] }, services: { auth: { state: 'down' } }, published: [] });
    expect((await here.store.evaluation())?.version).toBe(1);
  });

  it.each([
    [{ action: 'ack', by: 'ada', incident: 3 }, 'Incident #3 is not open; the open one is #7.'],
    [{ action: 'silence', by: 'ada', for: '2h', services: ['auht'] }, 'There is no service "auht"; there are: auth, mlflow.'],
    [{ action: 'silence', by: 'ada', until: '2025-01-01T00:00:00Z' }, 'which is past.'],
    [{ action: 'note', by: 'ada', text: 'x'.repeat(501) }, 'A remark has 500 characters at most'],
  ])('refuses %j and changes nothing', async (event, message) => {
    const here = await suffering();
    await expect(here.call(event)).rejects.toThrow(message);
    expect((await here.store.evaluation())?.version).toBe(1);
    expect(here.log()).toMatchObject([{ level: 'error', code: 'act', message: expect.stringContaining(message) }]);
  });

  it('refuses a wrong event with what is allowed', async () => {
    const here = await suffering();
    await expect(here.call({ action: 'ack' })).rejects.toThrow(/by is undefined.*Allowed are:/s);
    expect(here.log()).toMatchObject([{ code: 'event' }]);
  });

  it('says that it may not have been done where the table is away', async () => {
    const here = await suffering();
    const lift = incidents.gateway.fail({ service: 'dynamodb', kind: 'error' });
    await expect(here.call({ action: 'ack', by: 'ada' })).rejects.toThrow('It may not have been done');
    lift();
    expect(here.log().map(({ code }) => code)).toEqual(['store-unavailable', 'not-done']);
    expect(await here.call({ action: 'ack', by: 'ada' })).toMatchObject({ did: 'acknowledged' });
  });

  it('does once what was done although the answer was lost', async () => {
    const here = await suffering();
    const lift = incidents.gateway.fail({ service: 'dynamodb', operation: 'PutItem', kind: 'lost-answer', times: 1 });
    expect(await here.call({ action: 'ack', by: 'ada' })).toMatchObject({ did: 'acknowledged' });
    lift();
    expect(here.told(people)).toHaveLength(1);
  });
});

describe('a trial', () => {
  const trial = { action: 'test-alert', by: 'ada', audience: 'pager' };

  it('goes to its audience alone, through its queue, and touches nothing else', async () => {
    const here = await suffering();
    const { did, published, incident } = await here.call(trial);
    expect([did, published]).toEqual(['queued', [expect.objectContaining({ audience: 'pager', kind: 'trial', form: 'full', answer: 'taken' })]]);
    expect(incident).toEqual(anIncident(['people', 'pager']));
    const id = `[${here.platform.environment}#5]`;
    expect(here.told(pager)).toEqual([`ALARM: TRIAL, nothing is wrong ${id}`, `OK: TRIAL, nothing is wrong ${id}`]);
    expect(here.told(people)).toEqual([]);
    expect((await here.store.evaluation())?.queues['pager']).toEqual({ notes: [] });
  });

  it('that a topic does not take now waits, is not put in twice, and goes out when the claim has run out', async () => {
    const here = await suffering();
    const lift = incidents.gateway.fail({ service: 'sns', kind: 'error' });
    expect(await here.call(trial)).toMatchObject({ published: [{ answer: { transient: expect.any(String) as string } }], problems: [{ code: 'note-delayed' }] });
    lift();
    const again = await here.call(trial);
    expect(again).toMatchObject({ did: 'nothing: it is so already', published: [] });
    expect(again.audiences[1]).toMatchObject({ audience: 'pager', waiting: [{ kind: 'trial' }], claimedUntil: expect.any(Number) as number });
  });

  it('during quiet hours goes out all the same', async () => {
    const night = { fromMinute: 0, toMinute: 24 * 60, zone: 'UTC' };
    const here = await incidents.here({ pager: anAudience(pager, { quiet: night }) });
    expect(await here.call(trial)).toMatchObject({ published: [{ answer: 'taken' }] });
  });
});
