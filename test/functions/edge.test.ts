import { expect, test } from 'vitest';
import { recorderOf } from '../../functions/edge.ts';
import { aNote } from '../fixtures/alerts.ts';
import { aPlatform } from '../fixtures/platform.ts';

const note = aNote(1, { kind: 'trial', by: 'Ann' });
const { publish } = recorderOf(aPlatform(), {});

test('a note to an audience that is no longer described is refused for good, so that it does not wait for ever', async () => {
  expect(await publish('former', note, 'full', { states: [] })).toEqual({ refused: 'the audience former is no longer described' });
});

test('a note whose topic the environment does not name yet waits', async () => {
  expect(await publish('default', note, 'full', { states: [] })).toEqual({ transient: 'the topic of default is not known: set its environment variable' });
});
