import { describe, expect, it } from 'vitest';
import { act } from '../../../shared/alerts/act.ts';
import type { Act, Acting } from '../../../shared/alerts/acting.ts';
import { firstEvaluation, type Evaluation } from '../../../shared/alerts/evaluation.ts';
import { muting } from '../../../shared/alerts/mute.ts';
import { enqueue } from '../../../shared/alerts/queue.ts';
import { itemBytes, pack } from '../../../shared/aws/payload.ts';
import { anAudience, anIncident, opened, withIncident } from '../../fixtures/open-incident.ts';

const now = opened + 600_000;
const day = 86_400_000;
const score = { passed: 3, applicable: 11, unknown: 0, percent: 27.3 };
const audiences = { people: anAudience('arn:aws:sns:us-east-1:1:people'), pager: anAudience('arn:aws:sns:us-east-1:1:pager', { form: 'pager' }), quiet: anAudience('arn:aws:sns:us-east-1:1:quiet', { services: ['mlflow'] }) };
const ada: Acting = { environment: 'lab', audiences, by: 'ada', now, services: ['auth', 'mlflow'], score };
const before = withIncident(anIncident(['people', 'pager']));

const done = (evaluation: Evaluation, asked: Act, acting: Acting = ada): Evaluation => {
  const next = act(evaluation, asked, acting);
  if ('refused' in next) throw new Error(next.refused);
  return next;
};
const refusal = (evaluation: Evaluation, asked: Act, acting: Acting = ada): string => {
  const next = act(evaluation, asked, acting);
  return 'refused' in next ? next.refused : 'not refused';
};
const waiting = ({ queues }: Evaluation) => Object.fromEntries(Object.entries(queues).map(([audience, { notes }]) => [audience, notes.map(({ id, kind }) => `${id} ${kind}`)]));

const note = (text: string): Act => ({ action: 'note', text });
/** What is kept of so many remarks. */
const texts = (count: number, of: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => of(n)).reduce((evaluation, text) => done(evaluation, note(text)), before).incident?.remarks.map(({ text }) => text);
const mutedIn = (evaluation: Evaluation, at: number) => ['auth', 'mlflow'].filter(muting([], evaluation.silences, at));

describe('acknowledging', () => {
  it('is told to everybody in the incident, once, under one number, and starts the reminders anew', () => {
    const after = done(before, { action: 'ack' });
    expect(after.incident).toMatchObject({ acknowledged: { by: 'ada', at: now }, members: { people: { toldAt: now, remindMs: 1_800_000 }, pager: { toldAt: now } } });
    expect(waiting(after)).toEqual({ people: ['lab#5 acknowledged'], pager: ['lab#5 acknowledged'] });
    expect(after.queues['people']?.notes[0]).toMatchObject({ at: now, score, incident: { keys: [7], acknowledged: { by: 'ada' } } });
    expect(after.notes).toBe(5);
  });

  it('twice by the same person changes nothing; by another it is taken over and told', () => {
    const once = done(before, { action: 'ack' });
    expect(act(once, { action: 'ack' }, { ...ada, now: now + 60_000 })).toBe(once);
    const taken = done(once, { action: 'ack' }, { ...ada, by: 'grace' });
    expect(taken.incident?.acknowledged?.by).toBe('grace');
    expect(waiting(taken)['people']).toEqual(['lab#6 acknowledged']);
  });

  it('is refused where there is no such incident, naming the open one', () => {
    expect(refusal(firstEvaluation, { action: 'ack' })).toBe('There is no open incident.');
    expect(refusal(before, { action: 'ack', incident: 6 })).toBe('Incident #6 is not open; the open one is #7.');
    const two = withIncident(anIncident(['people'], { keys: [7, 8] }));
    expect(refusal(two, { action: 'ack', incident: 6 })).toBe('Incident #6 is not open; the open one is #7, #8.');
    expect(done(two, { action: 'ack', incident: 7 }).incident?.acknowledged?.by).toBe('ada');
  });

  it('does not tell whoever waits for nobody to acknowledge', () => {
    const escalation = { ...ada, audiences: { ...audiences, boss: anAudience('arn:aws:sns:us-east-1:1:boss', { afterMs: 60_000 }) } };
    expect(waiting(done(before, { action: 'ack' }, escalation))).not.toHaveProperty('boss');
  });
});

describe('a remark', () => {
  it('is kept beside the incident and tells nobody; the same once more is not kept', () => {
    const after = done(before, note('Rolled back.'));
    expect(after.incident?.remarks).toEqual([{ at: now, by: 'ada', text: 'Rolled back.' }]);
    expect(after.queues).toEqual({});
    expect(act(after, note('Rolled back.'), { ...ada, now: now + 1 })).toBe(after);
  });

  it('is refused where it is too long, or there is no incident', () => {
    expect(refusal(before, note('é'.repeat(501)))).toBe('A remark has 500 characters at most; this one has 501.');
    expect(done(before, note('é'.repeat(500))).incident?.remarks).toHaveLength(1);
    expect(refusal(firstEvaluation, note('x'))).toBe('There is no open incident.');
    expect(refusal(before, { action: 'note', text: 'x', incident: 8 })).toBe('Incident #8 is not open; the open one is #7.');
  });

  it('pushes out the oldest of more than twenty, and of more than there is room for', () => {
    expect(texts(21, String)).toEqual(Array.from({ length: 20 }, (_, n) => String(n + 1)));
    expect(texts(21, (n) => String.fromCodePoint(0x1F600 + n).repeat(500))).toHaveLength(4);
  });
});

describe('a silence', () => {
  const silence = (changes: Partial<Extract<Act, { action: 'silence' }>> = {}): Act => ({ action: 'silence', id: 'a', until: now + 3_600_000, ...changes });

  it('is on from now until its end, for the named services or all', () => {
    const one = done(before, silence({ services: ['mlflow'], why: 'upgrade' }));
    expect(one.silences).toEqual([{ id: 'a', by: 'ada', at: now, until: now + 3_600_000, services: ['mlflow'], why: 'upgrade' }]);
    const both = done(one, silence({ id: 'b' }));
    expect([now - 30_000, now, now + 3_600_000].map((at) => mutedIn(one, at))).toEqual([['mlflow'], ['mlflow'], []]);
    expect(mutedIn(both, now)).toEqual(['auth', 'mlflow']);
  });

  it('asked for twice is one', () => {
    const one = done(before, silence({ services: ['mlflow', 'auth'] }));
    expect(act(one, silence({ id: 'b', services: ['auth', 'mlflow', 'auth'] }), { ...ada, now: now + 1 })).toBe(one);
    expect(done(one, silence({ id: 'b' })).silences.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('asked for once more a little later, as by who had no answer, is the same one for longer, so that ending it ends it', () => {
    const one = done(before, silence({ services: ['mlflow'], why: 'upgrade' }));
    const again = { services: ['mlflow'], why: 'upgrade', id: 'b' };
    const longer = act(one, silence({ ...again, until: now + 3_602_000 }), { ...ada, now: now + 2_000 });
    expect(longer).toMatchObject({ silences: [{ id: 'a', at: now, until: now + 3_602_000 }] });
    expect(act(one, silence({ ...again, until: now + 60_000 }), ada)).toBe(one);
    expect(done(one, silence({ ...again, until: now + 3_602_000 }), { ...ada, by: 'ben' }).silences.map(({ by }) => by)).toEqual(['ada', 'ben']);
    expect(done(one, silence({ ...again, until: now + 9_000_000 }), { ...ada, now: now + 3_600_000 }).silences.map(({ id }) => id)).toEqual(['b']);
  });

  it.each([
    ['a service that is not there', { services: ['auht', 'auth'] }, 'There is no service "auht"; there are: auth, mlflow.'],
    ['an end that is past', { until: now }, `The silence would end at ${new Date(now).toISOString()}, which is past.`],
    ['more than thirty days', { until: now + 30 * day + 1 }, 'A silence lasts 30 days at most'],
    ['a long reason', { why: 'x'.repeat(101) }, 'The reason has 100 characters at most; this one has 101.'],
  ])('is refused for %s', (_what, changes, message) => {
    expect(refusal(before, silence(changes))).toContain(message);
  });

  it('of a service is refused before anything was seen', () => {
    expect(refusal(firstEvaluation, silence({ services: ['auth'] }), { ...ada, services: [] })).toBe('There is no service "auth"; none is known before the first run.');
    expect(done(firstEvaluation, silence()).silences).toHaveLength(1);
  });

  it('is one of fifty at most, of which those that are over do not count', () => {
    const many = Array.from({ length: 50 }, (_, n) => silence({ id: String(n), until: now + 60_000 + n, why: String(n) }));
    const full = many.reduce((evaluation, each) => done(evaluation, each), before);
    expect(refusal(full, silence())).toContain('There is no room for one more silence: 50 are on. Take one away first: 0, 1, ');
    expect(done(full, silence({ until: now + day }), { ...ada, now: now + 60_000 }).silences).toHaveLength(50);
  });

  it('can be ended', () => {
    const two = done(done(before, silence()), silence({ id: 'b', why: 'too' }));
    expect(done(two, { action: 'unsilence', id: 'a' }).silences.map(({ id }) => id)).toEqual(['b']);
    expect(refusal(two, { action: 'unsilence', id: 'c' })).toBe('There is no silence "c"; there are: a, b.');
    expect(refusal(before, { action: 'unsilence', id: 'c' })).toBe('There is no silence "c"; there is none.');
  });
});

describe('a trial', () => {
  const trial: Act = { action: 'test-alert', audience: 'people' };

  it('goes behind what waits for its audience, and changes nothing of the incident', () => {
    const after = done(done(before, { action: 'ack' }), trial);
    expect(waiting(after)['people']).toEqual(['lab#5 acknowledged', 'lab#6 trial']);
    expect(after.queues['people']?.notes[1]).toMatchObject({ kind: 'trial', by: 'ada' });
    expect(waiting(after)['pager']).toEqual(['lab#5 acknowledged']);
    expect(after.incident).toEqual(done(before, { action: 'ack' }).incident);
  });

  it('is one at a time, and pushes nothing out', () => {
    const once = done(before, trial);
    expect(act(once, trial, ada)).toBe(once);
    const dropped = { kind: 'score-dropped', at: now, score } as const;
    const claimed = { notes: [], claim: { by: 'me', until: now + 90_000 } };
    const full = Array.from({ length: 20 }, (_, n) => n).reduce((queue, n) => enqueue(queue, { ...dropped, id: `lab#${n}` }, now), claimed as Parameters<typeof enqueue>[0]);
    expect(refusal({ ...before, ...(full !== undefined && { queues: { people: full } }) }, trial)).toBe('20 messages wait for people already; a trial would take the place of one.');
  });

  it('is refused for an audience that is not described, whatever it is called', () => {
    expect(refusal(before, { ...trial, audience: 'constructor' })).toBe('There is no audience "constructor"; there are: people, pager, quiet.');
    expect(refusal(before, trial, { ...ada, audiences: {} })).toBe('There is no audience "people"; none is described.');
  });
});

it('what people write leaves room for the rest of the stored evaluation, however little of it can be compressed', () => {
  let seed = 1;
  const random = (length: number) => Array.from({ length }, () => String.fromCodePoint(33 + ((seed = (seed * 48_271) % 2_147_483_647) % 93))).join('');
  const by = () => ({ ...ada, by: random(60) });
  let full = before;
  for (let n = 0; n < 20; n += 1) full = done(full, { action: 'note', text: random(500) }, by());
  for (let n = 0; n < 50; n += 1) {
    const next = act(full, { action: 'silence', id: random(6), until: now + day + n, services: ['auth'], why: random(100) }, by());
    if (!('refused' in next)) full = next;
  }
  expect(full.silences.length).toBeGreaterThan(20);
  expect(itemBytes({ data: pack(full) })).toBeLessThan(12 * 1024);
});
