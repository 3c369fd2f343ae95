import { expect, it } from 'vitest';
import type { Evaluation } from '../../../shared/alerts/evaluation.ts';
import { firstEvaluation } from '../../../shared/alerts/next-evaluation.ts';
import type { Note } from '../../../shared/alerts/note.ts';
import { shrink } from '../../../shared/alerts/shrink.ts';

const failing = [{ check: 'a', name: 'A', service: 'auth', reason: 'status', detail: 'got 502' }];
const note = (at: number): Note => ({
  id: `lab#${at}`, at, changes: [{ service: 'auth', from: 'operational', to: 'down', since: at }],
  score: { passed: 0, applicable: 3, unknown: 0, percent: 0 }, failing, moreFailing: 2,
});
const claim = { by: 'me', until: 9 };
const evaluation = { ...firstEvaluation, version: 3, queues: { people: { notes: [note(1), note(2)], claim }, owners: { notes: [note(1)] } } };
const named = (of: Evaluation | undefined) =>
  of && Object.values(of.queues).map(({ notes }) => notes.map((each) => [each.failing.length, each.moreFailing]));

it('names the failing checks of the oldest note no more, for any audience, then those of the next; it counts them', () => {
  const once = shrink(evaluation);
  expect(named(once)).toEqual([[[0, 3], [1, 2]], [[0, 3]]]);
  const twice = once && shrink(once);
  expect(named(twice)).toEqual([[[0, 3], [0, 3]], [[0, 3]]]);
  expect(twice && shrink(twice)).toBeUndefined();
});

it('keeps all else', () => {
  const once = shrink(evaluation);
  expect(once).toMatchObject({ version: 3, queues: { people: { claim, notes: [{ changes: note(1).changes }, note(2)] } } });
});
