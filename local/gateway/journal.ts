import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';

/** Entries in the order in which they came. */
export interface Journal<Entry> {
  readonly entries: readonly Entry[];
  readonly add: (entry: Entry) => void;
}

/**
 * Keeps entries as JSON lines in a file (in memory only without one), handed to the system before `add` returns, so that they
 * survive a killed process. A last line without its end was being written then: it was never acknowledged and is dropped.
 */
export const openJournal = <Entry>(file?: string): Journal<Entry> => {
  const written = file !== undefined && existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const end = written.lastIndexOf('\n') + 1;
  if (file !== undefined && end < written.length) truncateSync(file, end);
  const lines = written.subarray(0, end).toString().split('\n').filter((line) => line !== '');
  const entries = lines.map((line) => JSON.parse(line) as Entry);
  return {
    entries,
    add: (entry) => {
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(entry)}\n`);
      entries.push(entry);
    },
  };
};
