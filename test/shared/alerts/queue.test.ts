import { describe, expect, it } from 'vitest';
import type { Queue } from '../../../shared/alerts/evaluation.ts';
import { claim, enqueue, forDescribed, settle } from '../../../shared/alerts/queue.ts';
import { aNote, anIncidentNow } from '../../fixtures/alerts.ts';

const incident = anIncidentNow();
const first = aNote(1, { kind: 'opened', incident, changes: [{ service: 'auth', to: 'degraded', since: 1 }] });
const second = aNote(2, { kind: 'worsened', incident, changes: [{ service: 'auth', from: 'degraded', to: 'down', since: 2 }] });
const claimed: Queue = { notes: [first], claim: { by: 'me', until: 90_000 } };
/** Each has to be told by itself. */
const trial = (number: number) => aNote(number, { kind: 'trial', by: 'Ann' });

describe('the notes that wait for an audience', () => {
  it('are merged while nobody delivers them', () => {
    expect(enqueue(enqueue(undefined, first, 0), second, 0).notes).toMatchObject([{ id: 'lab#2', kind: 'opened', changes: [{ to: 'down', since: 1 }] }]);
  });

  it('are kept apart while an invocation delivers the first, and when its claim has run out: it may have been sent', () => {
    expect(enqueue(claimed, second, 89_999)).toEqual({ ...claimed, notes: [first, second] });
    expect(enqueue(claimed, second, 90_000)).toEqual({ ...claimed, notes: [first, second] });
  });

  it('are merged behind one that may have been sent', () => {
    const third = aNote(3, { kind: 'reminder', incident });
    const both = { ...claimed, notes: [first, second] };
    expect(enqueue(both, third, 90_000).notes).toMatchObject([{ id: 'lab#1' }, { id: 'lab#3', kind: 'worsened' }]);
    expect(enqueue(both, third, 89_999).notes).toHaveLength(3);
  });

  it('never number more than twenty: the oldest are left out, which the next one says', () => {
    const queue = Array.from({ length: 40 }, (_, index) => index + 1).reduce<Queue | undefined>((before, number) => enqueue(before, trial(number), 0), undefined);
    expect(queue?.notes.map(({ id, omitted }) => [id, omitted])).toEqual(Array.from({ length: 20 }, (_, index) => [`lab#${index + 21}`, index === 0 ? 20 : undefined]));
  });

  it('never leave out what closes an incident', () => {
    const kept: Queue = { notes: [aNote(1, { kind: 'resolved', incident })], claim: { by: 'me', until: 1 } };
    const many = Array.from({ length: 60 }, (_, index) => aNote(index + 2, { kind: index % 2 === 0 ? 'opened' : 'resolved', incident: anIncidentNow({ keys: [index + 2 - (index % 2)] }), changes: [] }));
    const queue = many.reduce((before, note) => enqueue(before, note, 0), kept);
    expect(queue.notes[0]).toMatchObject({ id: 'lab#1', kind: 'resolved' });
    expect(queue.notes.flatMap(({ kind, id }) => (kind === 'resolved' ? [id] : []))).toEqual(['lab#1', ...many.flatMap(({ kind, id }) => (kind === 'resolved' ? [id] : []))].slice(0, 31));
  });

  it('are claimed by one invocation at a time, and by another when the claim has expired', () => {
    expect(claim({ notes: [first] }, 'me', 0, 90_000)).toEqual(claimed);
    expect(claim(claimed, 'you', 89_999, 90_000)).toBeUndefined();
    expect(claim(claimed, 'you', 90_000, 90_000)?.claim?.by).toBe('you');
    expect(claim({ notes: [] }, 'me', 0, 90_000)).toBeUndefined();
  });

  it('are taken out by whoever still holds the claim, and by nobody else; the claim goes with the last', () => {
    const queue = { ...claimed, notes: [first, second] };
    expect(settle(queue, 'me', new Set(['lab#1']))).toEqual({ ...queue, notes: [second] });
    expect(settle(queue, 'me', new Set(['lab#1', 'lab#2']))).toEqual({ notes: [] });
    expect(settle(queue, 'you', new Set(['lab#1']))).toBe(queue);
  });

  it('stay for an audience that is described no more, of whose topic nothing is remembered', () => {
    const refused = { at: 1, why: 'gone' };
    const queues = { people: { notes: [], refused }, former: { ...claimed, refused }, gone: { notes: [], refused } };
    expect(forDescribed(queues, { people: {} })).toEqual({ people: { notes: [], refused }, former: claimed });
  });

  it('remember that their topic refuses', () => {
    const refused = { at: 1, why: 'gone' };
    expect(claim({ notes: [first], refused }, 'me', 0, 90_000)).toEqual({ ...claimed, refused });
    expect(settle({ ...claimed, refused }, 'me', new Set(['lab#1']))).toEqual({ notes: [], refused });
    expect(enqueue({ notes: [], refused }, first, 0)).toEqual({ notes: [first], refused });
  });
});
