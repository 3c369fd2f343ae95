import { expect, it } from 'vitest';
import { firstEvaluation, type Evaluation } from '../../../shared/alerts/evaluation.ts';
import { shrink } from '../../../shared/alerts/shrink.ts';
import { aNote, anIncident } from '../../fixtures/alerts.ts';

const trials = (...numbers: number[]) => ({ notes: numbers.map((number) => aNote(number, { kind: 'trial', by: 'Ann' })) });
const remarks = [1, 2].map((at) => ({ at, by: 'ann', text: 'The rollback is under way.' }));
const full: Evaluation = { ...firstEvaluation, queues: { people: trials(1), chat: trials(2, 3, 4) }, incident: anIncident({ remarks }) };

/** What is left, step by step, until nothing can be left out. */
const steps = (evaluation: Evaluation | undefined): readonly string[] => (evaluation === undefined ? [] : [
  `${Object.values(evaluation.queues).map(({ notes }) => notes.length).join()} notes, ${evaluation.incident?.remarks.length ?? 0} remarks`, ...steps(shrink(evaluation)),
]);

it('leaves out the oldest notes of the longest queue, then the oldest remarks, and never the last note of an audience', () => {
  expect(steps(full)).toEqual(['1,3 notes, 2 remarks', '1,2 notes, 2 remarks', '1,1 notes, 2 remarks', '1,1 notes, 1 remarks', '1,1 notes, 0 remarks']);
  expect(shrink({ ...full, queues: {} })?.incident?.remarks).toEqual(remarks.slice(1));
  expect(shrink(firstEvaluation)).toBeUndefined();
});
