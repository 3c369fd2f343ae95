import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all that is in it. */
  readonly remove: () => Promise<void>;
}

/**
 * Makes a folder where the system keeps what is temporary. It goes with the process at the latest, also where that exits at once because
 * nobody reads its output any more; only a signal that nobody hears leaves it behind.
 */
export const temporaryFolder = async (prefix: string): Promise<TemporaryFolder> => {
  const path = await mkdtemp(join(tmpdir(), prefix));
  const all = { recursive: true, force: true };
  const removeNow = () => rmSync(path, all);
  process.once('exit', removeNow);
  return {
    path,
    remove: async () => {
      await rm(path, all);
      // Not before: the process may exit while that is under way.
      process.off('exit', removeNow);
    },
  };
};
