import { expect, test } from 'vitest';
import { recorderOf } from '../../functions/edge.ts';
import type { Note } from '../../shared/alerts/note.ts';
import { aPlatform } from '../fixtures/platform.ts';

const note: Note = { id: 'test#1', at: 0, changes: [], score: { passed: 0, applicable: 0, unknown: 0, percent: null }, failing: [], moreFailing: 0 };
const { publish } = recorderOf(aPlatform(), {});

test('a note to an audience that is no longer described is refused for good, so that it does not wait for ever', async () => {
  expect(await publish('former', note, 'full')).toEqual({ refused: 'the audience former is no longer described' });
});

test('a note whose topic the environment does not name yet waits', async () => {
  expect(await publish('default', note, 'full')).toEqual({ transient: 'the topic of default is not known: set its environment variable' });
});
