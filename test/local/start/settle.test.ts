import { describe, expect, it } from 'vitest';
import { settle, untold } from '../../../local/start/settle.ts';
import type { CheckState } from '../../../shared/health/check-state.ts';
import type { CategoryName } from '../../../shared/platform/category.ts';
import { memoryStore } from '../../fixtures/memory-store.ts';
import { evaluation } from '../../fixtures/remembered.ts';
import { hard, ok, passed, remembered, soft, stateOf } from '../../fixtures/results.ts';

const categories: readonly CategoryName[] = ['infrastructure', 'endpoints', 'routing'];
const worse: CheckState = { state: 'hard', since: 0, class: 'expectation', worse: 'time-out' };
const recovering: CheckState = { state: 'hard', since: 0, class: 'expectation', good: { runs: 1, since: 0 } };
const flapping: CheckState = { state: 'flapping', since: 0, lastFailed: 0 };

/** A memory in which each run of a category leaves its check in the next of these states, and in the last one from then on. */
const remembering = (course: Partial<Record<CategoryName, readonly CheckState[]>> = {}) => {
  const store = memoryStore();
  const ran: CategoryName[] = [];
  return {
    store, categories, ran,
    run: async (category: CategoryName) => {
      const states = course[category] ?? [ok];
      const state = states[Math.min(ran.filter((each) => each === category).length, states.length - 1)] ?? ok;
      ran.push(category);
      await store.putState(stateOf([remembered(passed(`${category}/a`), state)], { category, lastRun: ran.length }));
    },
  };
};

const suspecting = { baseline: { passing: '', failing: '', suspected: 1 } };

describe('the lab is checked', () => {
  it('once where all is certain, whether well or not', async () => {
    const stage = remembering({ endpoints: [hard], routing: [flapping] });
    await settle(stage, { ...stage, again: () => expect.unreachable() });
    expect(stage.ran).toEqual(categories);
  });

  it.each([['failed once', soft], ['fails worse than before', worse], ['passes again', recovering]])('once more where a check %s', async (_, state) => {
    const stage = remembering({ routing: [state, hard] });
    let again = 0;
    await settle(stage, { ...stage, again: () => { again += 1; } });
    expect([stage.ran, again]).toEqual([[...categories, 'routing'], 1]);
  });

  it('until a recovery is certain, also where a check failed once more before that', async () => {
    const stage = remembering({ routing: [recovering, worse, recovering, recovering, ok] });
    await settle(stage, stage);
    expect(stage.ran).toEqual([...categories, 'routing', 'routing', 'routing', 'routing']);
  });

  it('six times at most', async () => {
    const stage = remembering({ routing: [soft] });
    await settle(stage, stage);
    expect(stage.ran.filter((category) => category === 'routing')).toHaveLength(6);
  });

  it('once more where a drop of the score was seen that a newer run has to show', async () => {
    const stage = remembering();
    await stage.store.putEvaluation(evaluation(1, suspecting));
    await settle(stage, {
      ...stage,
      run: async (category) => {
        if (stage.ran.includes(category)) await stage.store.putEvaluation(evaluation(2));
        await stage.run(category);
      },
    });
    expect(stage.ran).toEqual([...categories, 'infrastructure']);
  });

  it('no more once nobody wants to know', async () => {
    const stage = remembering({ infrastructure: [soft] });
    await settle(stage, { ...stage, isGivenUp: () => true });
    expect(stage.ran).toEqual(['infrastructure']);
  });
});

describe('what has not told for certain what is so since then', () => {
  it('is what ran before, never, or may change with the next run', async () => {
    const stage = remembering({ infrastructure: [hard], endpoints: [recovering] });
    await stage.run('infrastructure');
    await stage.run('endpoints');
    expect(await untold(stage, 1)).toEqual(['endpoints', 'routing']);
    expect(await untold(stage, 2)).toEqual(categories);
  });

  it('is all that the headline score is made of while a drop of it is suspected', async () => {
    const stage = remembering();
    await settle(stage, stage);
    expect(await untold(stage, 1)).toEqual([]);
    await stage.store.putEvaluation(evaluation(1, suspecting));
    expect(await untold(stage, 1)).toEqual(['infrastructure']);
  });
});
