import type { Settings } from './settings.ts';

/**
 * Settings that came one after the other, the oldest first: each in force from its `since` until that of the next, the first one also before.
 * Nothing else is kept of the past; what there was follows from it.
 */
export type History = readonly [Settings, ...Settings[]];

/** Settings, and how long they were or are in force, epoch milliseconds: without a beginning the first, without an end the last. */
export interface Era { readonly settings: Settings; readonly from: number; readonly until: number }

export const erasOf = (history: History): readonly Era[] =>
  history.map((settings, at) => ({ settings, from: at === 0 ? -Infinity : settings.since, until: history[at + 1]?.since ?? Infinity }));

export const current = (history: History): Settings => history.at(-1) ?? history[0];

/** What was in force at a moment, epoch milliseconds. */
export const inForceAt = (history: History, at: number): Settings => erasOf(history).findLast(({ from }) => from <= at)?.settings ?? history[0];

/** The history with one more, which may have begun before the last ones did: then those have not been. */
export const continued = ([first, ...others]: History, next: Settings): History =>
  [first, ...others.filter(({ since }) => since < next.since), next];

/** Each time when settings came in the place of others. */
export const changesOf = (history: History): readonly (readonly [before: Settings, after: Settings])[] =>
  history.slice(1).map((after, at) => [history[at] ?? history[0], after] as const);
