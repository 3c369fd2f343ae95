import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who holds a directory: `url` answers with `id` as long as it does. A process number alone may have been given anew. */
export interface Holder {
  readonly pid: number;
  readonly url: string;
  readonly id: string;
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const holds = async ({ pid, url, id }: Holder): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return (await answer.text()) === id;
  } catch (error) {
    // One that is there but does not answer, such as a stopped process, still has the files open.
    return error instanceof Error && error.name === 'TimeoutError';
  }
};

const orUndefined = <T>(code: string, action: () => T): T | undefined => {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return undefined;
    throw error;
  }
};

/** Whoever holds a directory says so in full: what says nothing, such as an empty file after a crash of the machine, is nobody's. */
const holderIn = (found: string): Holder | undefined => {
  try {
    const { pid, url, id } = JSON.parse(found) as Partial<Holder>;
    return pid === undefined || url === undefined || id === undefined ? undefined : { pid, url, id };
  } catch {
    return undefined;
  }
};

const read = (path: string): string | undefined => orUndefined('ENOENT', () => readFileSync(path, 'utf8'));

/**
 * Takes the directory for one process and gives what releases it. A lock whose holder is gone is taken over. Throws when another
 * gateway holds it.
 */
export const lockDirectory = async (directory: string, holder: Holder): Promise<() => void> => {
  const file = join(directory, 'gateway.lock');
  const own = JSON.stringify(holder);
  const draft = `${file}.${holder.id}`;
  // A link appears with its whole content or not at all, and to one of two racing processes only.
  const create = () => orUndefined('EEXIST', () => { linkSync(draft, file); return true; });

  writeFileSync(draft, own);
  try {
    while (create() === undefined) {
      const found = read(file);
      if (found === undefined) continue;
      const other = holderIn(found);
      if (other !== undefined && await holds(other)) {
        throw new Error(`${directory} is in use by another gateway (process ${other.pid}, ${other.url}).`);
      }
      const grave = `${draft}.stale`;
      orUndefined('ENOENT', () => renameSync(file, grave));
      // A third process may have taken it over in between: give it back.
      if (read(grave) !== found) orUndefined('ENOENT', () => linkSync(grave, file));
      rmSync(grave, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => { if (read(file) === own) rmSync(file, { force: true }); };
};
