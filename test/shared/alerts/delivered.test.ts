import { describe, expect, it } from 'vitest';
import { afterDelivery } from '../../../shared/alerts/delivered.ts';
import { firstEvaluation, type Evaluation } from '../../../shared/alerts/evaluation.ts';
import { aNote, aPolicy, anAudience } from '../../fixtures/alerts.ts';

const [first, second] = [aNote(1, { kind: 'trial', by: 'Ann' }), aNote(2, { kind: 'trial', by: 'Bob' })];
const claim = { by: 'me', until: 90_000 };
const before: Evaluation = { ...firstEvaluation, notes: 2, queues: { people: { notes: [first, second], claim } } };
const policy = aPolicy({ audiences: { people: anAudience(), chat: anAudience({ form: 'chat' }), pager: anAudience({ form: 'pager' }) } });
const after = (became: Parameters<typeof afterDelivery>[3], evaluation = before, by = 'me', audiences = policy) =>
  afterDelivery(evaluation, 'people', first, became, audiences, { by, now: 5 });
const refusal = { refused: 'NotFound: no such topic' };

describe('a note that was delivered', () => {
  it('is taken out of its queue by whoever claimed that', () => {
    expect(after('taken')?.queues).toEqual({ people: { notes: [second], claim } });
    expect(after('taken', before, 'you')).toBeUndefined();
    expect(after('taken', { ...before, queues: {} })).toBeUndefined();
  });

  it('shows that its topic takes notes again, which those are told who were told that it did not', () => {
    const queues = { people: { notes: [first], claim, refused: { at: 1, why: 'gone' } } };
    const taken = after('taken', { ...before, queues });
    expect(taken?.queues).toMatchObject({ people: { notes: [] }, chat: { notes: [{ id: 'lab#3', kind: 'deliverable', audience: 'people' }] } });
    expect(taken?.queues['people']).not.toHaveProperty('refused');
    expect(taken?.queues).not.toHaveProperty('pager');
  });

  it('shows nothing of its topic where it had nothing to say to it, such as to a pager that somebody has acknowledged', () => {
    const refused = { at: 1, why: 'gone' };
    expect(after('nothing to say', { ...before, queues: { people: { notes: [first], claim, refused } } })?.queues).toEqual({ people: { notes: [], refused } });
    expect(after('nothing to say')?.queues).toEqual({ people: { notes: [second], claim } });
  });
});

describe('a note that was refused for good', () => {
  it('is taken out, and the other audiences are told, but no pager', () => {
    const told = after(refusal);
    expect(told?.queues['people']).toEqual({ notes: [second], claim, refused: { at: 5, why: refusal.refused } });
    expect(told?.queues['chat']?.notes).toMatchObject([{ id: 'lab#3', kind: 'undeliverable', audience: 'people', why: refusal.refused }]);
    expect([told?.notes, told?.queues['pager']]).toEqual([3, undefined]);
  });

  it('is told to a pager where there is nobody else', () => {
    const alone = aPolicy({ audiences: { people: anAudience(), pager: anAudience({ form: 'pager' }) } });
    expect(after(refusal, before, 'me', alone)?.queues['pager']?.notes).toHaveLength(1);
  });

  it('is told once, until a note is taken again', () => {
    const once = after(refusal);
    const twice = once && afterDelivery(once, 'people', second, refusal, policy, { by: 'me', now: 9 });
    expect([twice?.notes, twice?.queues['people']]).toEqual([3, { notes: [], refused: { at: 5, why: refusal.refused } }]);
  });
});
