import { expect, it } from 'vitest';
import { address } from '../../../shared/alerts/address.ts';
import { firstEvaluation } from '../../../shared/alerts/evaluation.ts';
import { aNote } from '../../fixtures/alerts.ts';

const head = { environment: 'lab', at: 7, now: 9, score: { passed: 1, applicable: 2, unknown: 0, percent: 50 } };
const [ann, bob] = [{ kind: 'trial', by: 'Ann' }, { kind: 'trial', by: 'Bob' }] as const;

it('numbers what is told on from what was, the same for all who are told the same', () => {
  const waiting = aNote(4, { kind: 'trial', by: 'Cid' });
  const before = { ...firstEvaluation, notes: 4, queues: { people: { notes: [waiting] } } };
  const { notes, queues } = address(before, [{ audience: 'people', news: ann }, { audience: 'chat', news: bob }, { audience: 'chat', news: ann }], head);
  expect(notes).toBe(6);
  expect(queues['people']?.notes).toEqual([waiting, { ...ann, id: 'lab#5', at: 7, score: head.score }]);
  expect(queues['chat']?.notes.map(({ id }) => id)).toEqual(['lab#6', 'lab#5']);
});

it('keeps the score that was told before', () => {
  const scoreBefore = { passed: 2, applicable: 2 };
  expect(address(firstEvaluation, [{ audience: 'people', news: ann }], { ...head, scoreBefore }).queues['people']?.notes).toMatchObject([{ scoreBefore }]);
});
