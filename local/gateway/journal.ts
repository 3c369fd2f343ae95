import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';

/** Entries in the order in which they came. */
export interface Journal<Entry> {
  readonly entries: readonly Entry[];
  readonly add: (entry: Entry) => void;
}

const parse = (file: string, line: string, index: number): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch (cause) {
    throw new Error(`line ${index + 1} of ${file} is no JSON; correct it, or move the file away`, { cause });
  }
};

/** What of a line had room on the disk would spoil the next one. */
const cutBack = (file: string, length: number): void => {
  try {
    truncateSync(file, length);
  } catch {
    // A file that cannot be cut took nothing either.
  }
};

/**
 * Keeps entries as JSON lines in a file (in memory only without one), handed to the system before `add` returns, so that they
 * survive a killed process. A last line without its end was being written then: it was never acknowledged and is dropped. What
 * cannot be written is an entry all the same, so that people are told on a full disk, too; `warn` hears of the first.
 */
export const openJournal = <Entry>(file?: string, warn: (line: string) => void = () => {}): Journal<Entry> => {
  const written = file !== undefined && existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  let end = written.lastIndexOf('\n') + 1;
  if (file !== undefined && end < written.length) truncateSync(file, end);
  const lines = written.subarray(0, end).toString().split('\n');
  const entries = lines.flatMap((line, index) => (line === '' ? [] : [parse(file ?? '', line, index) as Entry]));
  let warned = false;
  const append = (path: string, line: string): void => {
    try {
      appendFileSync(path, line);
      end += Buffer.byteLength(line);
    } catch (error) {
      cutBack(path, end);
      if (!warned) warn(`${path} cannot be written; what it lacks is gone when this process ends: ${String(error)}`);
      warned = true;
    }
  };
  return {
    entries,
    add: (entry) => {
      if (file !== undefined) append(file, `${JSON.stringify(entry)}\n`);
      entries.push(entry);
    },
  };
};
