import { expect, it } from 'vitest';
import { answerOf } from '../../functions/answer.ts';
import { failed, passed } from '../fixtures/results.ts';

const about = { category: 'infrastructure', environment: 'lab', scheduled: 0, problems: [] } as const;

it('a run that another overtook while it probed answers with what it saw', () => {
  const results = [passed('a'), failed('b')];
  expect(answerOf(about, { run: { did: 'overtaken', results }, delivered: 0 })).toMatchObject({
    did: 'probed only: already done', results, score: { text: '1/2 = 50.0 %' },
  });
});

it('a run that was done already answers that it saw nothing', () => {
  expect(answerOf(about, { run: { did: 'repeated' }, delivered: 1 })).toEqual({
    category: 'infrastructure', environment: 'lab', scheduled: '1970-01-01T00:00:00.000Z', problems: [],
    did: 'nothing: already done', results: [], delivered: 1,
  });
});
