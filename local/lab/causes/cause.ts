import type { Settings } from '../settings.ts';

/** What a cause may need besides the settings it changes. */
export interface Surroundings {
  /** When it is switched on, epoch milliseconds. */
  readonly at: number;
  /** A port of 127.0.0.1 on which every connection is refused. */
  readonly refusedPort: number;
}

/** Something that is wrong with the platform: a change of the lab's settings from which the symptoms follow by themselves. */
export interface Cause {
  readonly id: string;
  /** One line for people. */
  readonly what: string;
  readonly apply: (settings: Settings, surroundings: Surroundings) => Settings;
}
