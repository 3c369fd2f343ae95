import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextEvaluation } from '../../../shared/alerts/next-evaluation.ts';
import { serviceConditions } from '../../../shared/health/service-state.ts';
import type { Fault } from './faults.ts';
import { holds } from './holds.ts';
import { deaf, latencies, play, quick, troubled, untroubled, type Played, type Story } from './story.ts';

/** Enough for as many stories as `npm run verify` tries, on a busy machine; milliseconds. */
const timeout = 900_000;

/** How many notes the audience that got the most of them got once more. */
const copies = ({ witness: { taken } }: Played): number =>
  Math.max(0, ...[...taken.values()].map((notes) => notes.length - new Set(notes.map(({ id }) => id)).size));

const mayRefuse = (story: Story): boolean => story.some(({ what }) => {
  const { faults = [] }: { readonly faults?: readonly Fault[] } = 'call' in what ? what.call : 'does' in what ? what.does : {};
  return faults.some(({ kind }) => kind === 'refused');
});

const allIsTold = ({ broken, stored, witness }: Played, story: Story): void => {
  expect(broken.map(String)).toEqual([]);
  expect(Object.values(stored.queues).flatMap(({ notes }) => notes)).toEqual([]);
  expect(stored.incident).toBeUndefined();
  if (!mayRefuse(story)) expect([...witness.open.values()].flatMap((keys) => [...keys])).toEqual([]);
};

const saysWhatIs = ({ stored, states, policy, at, clock }: Played): void => {
  expect(nextEvaluation(stored, states, policy, at, clock.now())).toBe(stored);
  const fresh = Object.fromEntries([...serviceConditions(states, {}, at)].map(([service, { state }]) => [service, state]));
  expect(Object.fromEntries(Object.entries(stored.services).map(([service, { state }]) => [service, state]))).toEqual(fresh);
};

it('whatever goes wrong, every notification that was committed reaches its audience, in order, and the evaluation says what a fresh one would', { timeout }, async () => {
  await holds(fc.asyncProperty(troubled, latencies, async (story, waits) => {
    const played = await play(story, waits);
    allIsTold(played, story);
    saysWhatIs(played);
    // A second copy comes only of what went wrong, one of each to an audience.
    expect(copies(played)).toBeLessThanOrEqual(played.happened.troubles);
  }));
});

it('nothing is told twice where nothing goes wrong', { timeout }, async () => {
  await holds(fc.asyncProperty(untroubled, latencies, async (story, waits) => {
    const played = await play(story, waits);
    allIsTold(played, story);
    expect(copies(played)).toBe(0);
  }));
});

it('what waits while no topic answers is told as far as there is room, and how much is not', { timeout }, async () => {
  await holds(fc.asyncProperty(deaf('are silent'), latencies, async (story, waits) => {
    const played = await play(story, waits);
    allIsTold(played, story);
    expect(played.stored.queues).not.toEqual({});
  }));
});

it('what topics refuse for good is not told again, and what comes after it is', { timeout }, async () => {
  await holds(fc.asyncProperty(deaf('refuse'), quick, async (story, waits) => {
    const { broken, stored, witness, happened } = await play(story, waits);
    expect(broken.map(String)).toEqual([]);
    expect(Object.values(stored.queues).flatMap(({ notes }) => notes)).toEqual([]);
    for (const ids of witness.refused.values()) expect(ids.length - new Set(ids).size).toBeLessThanOrEqual(happened.troubles);
  }));
});

it('what is muted is told to nobody', { timeout }, async () => {
  const maintenance = [{ from: 0, to: Infinity, services: ['registry'], reason: 'upgrade' }];
  await holds(fc.asyncProperty(troubled, latencies, async (story, waits) => {
    const { broken, witness } = await play(story, waits, { maintenance });
    expect(broken.map(String)).toEqual([]);
    const services = [...witness.taken.values()].flat().flatMap((note) => ('incident' in note ? Object.keys(note.incident.services) : []));
    expect(services).not.toContain('registry');
  }));
});
