import { randomBytes } from 'node:crypto';

/** A session that was admitted. */
export class Entered {
  readonly user: string;
  /** Who knows it may ask that what the session does be given up. */
  readonly key = randomBytes(8);
  #giveUp: (() => void) | undefined;

  constructor(user: string) {
    this.user = user;
  }

  /** Comes to its end when `cancel` is called after it. */
  untilCancelled(): Promise<void> {
    return new Promise((resolve) => { this.#giveUp = resolve; });
  }

  cancel(): void {
    this.#giveUp?.();
  }
}
