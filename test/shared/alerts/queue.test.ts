import { describe, expect, it } from 'vitest';
import type { Queue } from '../../../shared/alerts/evaluation.ts';
import type { Note, ServiceChange } from '../../../shared/alerts/note.ts';
import type { ServiceCondition } from '../../../shared/health/service-state.ts';
import { claim, enqueue, settle } from '../../../shared/alerts/queue.ts';

const note = (number: number, from: ServiceCondition, to: ServiceCondition): Note => ({
  id: `lab#${number}`, at: number, changes: [{ service: 'auth', from, to, since: number }],
  score: { passed: number, applicable: 9, unknown: 0, percent: 50 }, failing: [], moreFailing: 0,
});
const first = note(1, 'operational', 'degraded');
const second = note(2, 'degraded', 'down');
const scored = (passed: number, applicable: number, from?: number): Note => ({
  ...second,
  score: { passed, applicable, unknown: 0, percent: null },
  ...(from === undefined ? {} : { dropFrom: { passed: from, applicable } }),
});
/** What becomes of notes that nobody delivers. */
const merged = (...notes: readonly Note[]) => notes.reduce<Queue | undefined>((queue, next) => enqueue(queue, next, 0), undefined)?.notes[0];

describe('the notes that wait for an audience', () => {
  it('are merged while nobody delivers them: from where the first began to where the last ended', () => {
    const change = { service: 'auth', from: 'operational', to: 'down', since: 2, meanwhile: { state: 'degraded', since: 1 } };
    expect(enqueue(enqueue(undefined, first, 0), second, 0).notes).toEqual([{ ...second, changes: [change] }]);
  });

  it.each<[string, readonly ServiceCondition[], ServiceChange['meanwhile']]>([
    ['it was down', ['operational', 'down', 'operational'], { state: 'down', since: 1 }],
    ['it was at worst, however long the way', ['operational', 'degraded', 'down', 'degraded', 'operational'], { state: 'down', since: 2 }],
    ['it was first, if it was so twice', ['operational', 'down', 'operational', 'down', 'operational'], { state: 'down', since: 1 }],
    ['it was well for a while', ['down', 'operational', 'down'], { state: 'operational', since: 1 }],
    ['it was other than it is', ['down', 'operational', 'down', 'degraded', 'down'], { state: 'degraded', since: 3 }],
  ])('remember of a service that ends as it began what %s', (_, [start = 'unknown', ...then], meanwhile) => {
    const notes = then.map((to, index) => note(index + 1, [start, ...then][index] ?? start, to));
    expect(merged(...notes)?.changes).toEqual([{ service: 'auth', from: start, to: start, since: then.length, meanwhile }]);
  });

  it('go on from a merged note that was stored without what was in between', () => {
    const older = note(2, 'operational', 'operational');
    expect(merged(older, note(3, 'operational', 'down'))?.changes).toEqual([{ service: 'auth', from: 'operational', to: 'down', since: 3 }]);
  });

  it('speak of a drop only while the score is below where it dropped from', () => {
    const dropped = scored(0, 4, 4);
    expect(merged(dropped, scored(4, 4))).not.toHaveProperty('dropFrom');
    expect(merged(dropped, scored(5, 5))).not.toHaveProperty('dropFrom');
    expect(merged(dropped, scored(4, 5))?.dropFrom).toEqual({ passed: 4, applicable: 4 });
    expect(merged(scored(0, 4, 2), scored(2, 4, 4))?.dropFrom?.passed).toBe(4);
    expect(merged(first, scored(1, 4, 4))?.dropFrom?.passed).toBe(4);
  });

  it('are kept apart while an invocation delivers the first, and merged again when its claim has run out', () => {
    const claimed = claim({ notes: [first] }, 'me', 0, 90_000);
    expect(claimed).toBeDefined();
    if (claimed === undefined) return;
    expect(enqueue(claimed, second, 89_999).notes).toEqual([first, second]);
    expect(enqueue(claimed, second, 90_000).notes).toHaveLength(1);
  });

  it('never number more than twenty', () => {
    let queue = claim({ notes: [first] }, 'me', 0, 90_000);
    for (let number = 2; number <= 40 && queue !== undefined; number += 1) queue = enqueue(queue, note(number, 'degraded', 'down'), 0);
    expect(queue?.notes).toHaveLength(20);
    expect(queue?.notes.at(-1)?.id).toBe('lab#40');
  });

  it('are claimed by one invocation at a time, and by another when the claim has expired', () => {
    const claimed = claim({ notes: [first] }, 'me', 0, 90_000);
    expect(claimed).toEqual({ notes: [first], claim: { by: 'me', until: 90_000 } });
    if (claimed === undefined) return;
    expect(claim(claimed, 'you', 89_999, 90_000)).toBeUndefined();
    expect(claim(claimed, 'you', 90_000, 90_000)?.claim?.by).toBe('you');
    expect(claim({ notes: [] }, 'me', 0, 90_000)).toBeUndefined();
  });

  it('are taken out by whoever still holds the claim, and by nobody else; the claim goes with the last', () => {
    const queue = { notes: [first, second], claim: { by: 'me', until: 90_000 } };
    expect(settle(queue, 'me', new Set(['lab#1']))).toEqual({ ...queue, notes: [second] });
    expect(settle(queue, 'me', new Set(['lab#1', 'lab#2']))).toEqual({ notes: [] });
    expect(settle(queue, 'you', new Set(['lab#1']))).toBe(queue);
  });
});
