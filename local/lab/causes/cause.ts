import type { Settings } from '../settings.ts';

/** Something that is wrong with the platform: a change of the lab's settings from which the symptoms follow by themselves. */
export interface Cause {
  /** One line for people. */
  readonly what: string;
  readonly apply: (settings: Settings) => Settings;
  /** What the lab has to have for it, besides what it always has. */
  readonly needs?: 'redis';
}

/** The causes of one area, by id. */
export type Causes = Readonly<Record<string, Cause>>;
