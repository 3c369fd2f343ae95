import assert from 'node:assert/strict';
import type { Evaluation, Queue } from '../../../shared/alerts/evaluation.ts';
import type { Note } from '../../../shared/alerts/note.ts';
import type { Policy } from '../../../shared/alerts/policy.ts';
import { longest } from '../../../shared/alerts/queue.ts';
import type { CategoryState } from '../../../shared/health/category-state.ts';
import { isBad } from '../../../shared/health/check-state.ts';
import { own } from '../../../shared/platform/own.ts';
import { createListener } from './listener.ts';
import { holdsToTheRules } from './told.ts';

const ids = (notes: readonly Note[]) => new Set(notes.map(({ id }) => id));
const omitted = (notes: readonly Note[]) => notes.reduce((sum, note) => sum + (note.omitted ?? 0), 0);

/** Kinds that say what a note said which nobody was sent, too. */
const mergedInto: Readonly<Partial<Record<Note['kind'], readonly Note['kind'][]>>> = {
  opened: ['opened'], worsened: ['worsened', 'resolved'], reminder: ['worsened', 'reminder', 'acknowledged', 'resolved'], acknowledged: ['acknowledged', 'resolved'],
  'score-dropped': ['score-dropped'], impaired: ['impaired'],
};

/** The note that was merged into a newer one: the last, as nobody was sending it. */
const mergedOf = ({ notes: was, claim }: Queue, is: readonly Note[], now: number): Note | undefined => {
  const [last, newest] = [was.at(-1), is.at(-1)];
  if (last === undefined || newest === undefined || ids(was).has(newest.id) || (claim !== undefined && claim.until > now)) return undefined;
  return mergedInto[last.kind]?.includes(newest.kind) === true ? last : undefined;
};

/**
 * Watches what is committed and what topics take, and holds every step to what is promised: nothing that was committed is lost, an audience
 * hears in order, what is resolved had been opened, nobody is told what they should not be, nothing runs backwards.
 */
export const createWitness = (policy: Policy) => {
  const listener = createListener();
  const states = new Map<string, CategoryState>();
  let before: Evaluation | undefined;

  /** What left a queue was taken, refused, merged into a newer note, or left out of a full queue as the next one says. */
  const nothingLost = (audience: string, queue: Queue, is: readonly Note[], now: number) => {
    const { notes: was } = queue;
    const kept = ids(is);
    const untold = was.filter(({ id }) => !kept.has(id) && !listener.heard(audience, id));
    const merged = mergedOf(queue, is, now);
    const leftOut = untold.filter((note) => note !== merged);
    const counted = omitted(is) - omitted(was.filter((note) => kept.has(note.id) || untold.includes(note)));
    assert.equal(counted, leftOut.length, `${audience}: ${leftOut.map(({ id }) => id).join(', ')} left the queue untold`);
    assert.ok(leftOut.length === 0 || was.length >= longest, `${audience}: left out although there was room`);
    assert.ok(leftOut.every((note) => note.kind !== 'resolved' && note !== was.at(-1)), `${audience}: what closes an incident, or the newest, was left out`);
    assert.ok(is.length <= longest, `${audience}: ${is.length} wait`);
  };

  return {
    ...listener,
    /** `now`: epoch milliseconds. */
    commits: (next: Evaluation, now: number): void => {
      const { version = 0, notes = 0, incidents = 0, queues = {} } = before ?? {};
      assert.equal(next.version, version + 1, 'a version was overwritten');
      assert.ok(next.notes >= notes && next.incidents >= incidents, 'a counter runs backwards');
      for (const [audience, queue] of Object.entries(queues)) nothingLost(audience, queue, own(next.queues, audience)?.notes ?? [], now);
      holdsToTheRules({ before, next, now }, policy);
      before = next;
    },
    records: (next: CategoryState): void => {
      const was = states.get(next.category);
      assert.ok(was === undefined || next.lastRun > was.lastRun, `${next.category}: a newer run was overwritten`);
      for (const { result, state } of next.checks) {
        const known = was?.checks.find((check) => check.result.check === result.check);
        assert.ok(known === undefined || result.verdict !== 'fail' || !isBad(known.state) || isBad(state), `${result.check}: it is forgotten that it fails`);
      }
      states.set(next.category, next);
    },
  };
};
