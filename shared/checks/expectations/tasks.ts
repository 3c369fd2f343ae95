import type { SettingsOf, Zod } from '../../platform/zod.ts';
import type { TaskFacts } from '../observation.ts';
import type { Judgement } from './expectation.ts';
import { defineExpectation } from './expectation.ts';

/** A task that dies again and again is young again and again: this many stopped by themselves within the hour, one younger than this. */
const crashes = 2;
const youngMs = 5 * 60_000;

const settings = (z: Zod) => z.strictObject({
  running: z.union([z.literal('desired'), z.int().positive()], { error: '"desired" or a number of tasks' }).exactOptional()
    .describe('How many tasks run at least; as many as desired by default.'),
});

const pendingText = ({ pending }: TaskFacts): string => (pending > 0 ? `, ${pending} pending` : '');

const lastStop = ({ lastStop: stop }: TaskFacts): string =>
  (stop === undefined ? '' : `, the last one by ${stop.code}: ${stop.reason}`);

const looping = (facts: TaskFacts, now: number): boolean =>
  facts.stoppedLastHour >= crashes && (facts.youngestStartedAt === undefined || now - facts.youngestStartedAt < youngMs);

/**
 * An ECS service is active, runs as many tasks as desired (more is usual during a deployment), and at least one; its tasks do not die
 * again and again; its deployment has not failed.
 */
export const tasks = defineExpectation<SettingsOf<typeof settings>>({
  settings,
  judges: ['tasks'],
  judge: ({ running = 'desired' }, { tasks: facts }, now) => {
    const judgement = (expected: string, holds: (facts: TaskFacts) => boolean, saw: (facts: TaskFacts) => string): Judgement => ({
      ok: facts !== undefined && holds(facts), expected, saw: facts === undefined ? 'no answer from ECS' : saw(facts), reason: 'tasks',
    });
    return [
      judgement('an active service', ({ status }) => status === 'ACTIVE', ({ status }) => status),
      judgement(running === 'desired' ? 'as many running tasks as desired, and at least one' : `at least ${running} running tasks`,
        (seen) => seen.running > 0 && seen.running >= (running === 'desired' ? Math.max(1, seen.desired) : running),
        (seen) => `${seen.running} running of ${seen.desired} desired${pendingText(seen)}${lastStop(seen)}`),
      judgement('tasks that keep running', (seen) => !looping(seen, now),
        (seen) => `${seen.stoppedLastHour} stopped by themselves within an hour${lastStop(seen)}`),
      judgement('a deployment that has not failed', ({ rollout }) => rollout !== 'FAILED',
        ({ rollout }) => `rollout ${rollout ?? 'unknown'}`),
    ];
  },
});
