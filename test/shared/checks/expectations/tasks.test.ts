import { describe, expect, test } from 'vitest';
import { tasks } from '../../../../shared/checks/expectations/tasks.ts';
import type { TaskFacts } from '../../../../shared/checks/observation.ts';
import { observed, refused } from '../../../fixtures/observation.ts';
import { fault, judged, met, now } from './expect.ts';

const steady: TaskFacts = { status: 'ACTIVE', running: 2, desired: 2, pending: 0, rollout: 'COMPLETED', stoppedLastHour: 0, events: [] };
const seen = (facts: Partial<TaskFacts>) => observed({ tasks: { ...steady, ...facts } });
const lastStop = { at: now - 60_000, code: 'EssentialContainerExited', reason: 'Essential container in task exited (1)' };

describe('tasks', () => {
  test.each<[string, object, Partial<TaskFacts>, boolean]>([
    ['as many as desired run', {}, {}, true],
    ['more than desired run during a deployment', {}, { running: 3, rollout: 'IN_PROGRESS' }, true],
    ['fewer than desired run', {}, { running: 1 }, false],
    ['none is desired and none runs', {}, { running: 0, desired: 0 }, false],
    ['none runs', {}, { running: 0 }, false],
    ['the service is draining', {}, { status: 'DRAINING' }, false],
    ['the deployment failed', {}, { rollout: 'FAILED' }, false],
    ['tasks stopped twice and one is young', {}, { stoppedLastHour: 2, youngestStartedAt: now - 299_999 }, false],
    ['tasks stopped twice and none has started since', {}, { stoppedLastHour: 2 }, false],
    ['tasks stopped long before the youngest started', {}, { stoppedLastHour: 9, youngestStartedAt: now - 300_000 }, true],
    ['one task stopped and one is young', {}, { stoppedLastHour: 1, youngestStartedAt: now - 1000 }, true],
    ['one is enough by the description', { running: 1 }, { running: 1 }, true],
    ['three are wanted by the description', { running: 3 }, {}, false],
  ])('%s', (_, written, facts, ok) => {
    expect(met(tasks, written, seen(facts))).toBe(ok);
  });

  test('says in words what runs and how the last task ended', () => {
    const crashing = seen({ running: 1, pending: 1, stoppedLastHour: 8, youngestStartedAt: now, lastStop });
    const words = judged(tasks, { running: 'desired' }, crashing);
    const ended = ', the last one by EssentialContainerExited: Essential container in task exited (1)';
    expect(words.filter((sentence) => sentence.startsWith('not'))).toEqual([
      `not met: as many running tasks as desired, and at least one | 1 running of 2 desired, 1 pending${ended}`,
      `not met: tasks that keep running | 8 stopped by themselves within an hour${ended}`,
    ]);
  });

  test('is not met without an answer from ECS', () => {
    expect(judged(tasks, {}, refused).every((sentence) => sentence.endsWith('| no answer from ECS'))).toBe(true);
  });

  test.each([{ running: 0 }, { running: 'all' }, { desired: 1 }])('refuses %j', (written) => {
    expect(fault(tasks, written)).toBeTypeOf('string');
  });
});
