import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openJournal } from '../../../local/gateway/journal.ts';

let directory: string;
beforeAll(() => { directory = mkdtempSync(join(tmpdir(), 'journal-')); });
afterAll(() => rmSync(directory, { recursive: true }));

test('entries are there again when the file is opened again, in their order', () => {
  const file = join(directory, 'plain');
  openJournal<string>(file).add('a\nb');
  openJournal<string>(file).add('c');
  expect(openJournal<string>(file).entries).toEqual(['a\nb', 'c']);
});

test('an entry that was being written when the process was killed is dropped, the others and the next are kept', () => {
  const file = join(directory, 'torn');
  openJournal(file).add({ n: 1 });
  appendFileSync(file, '{"n":2');
  const reopened = openJournal(file);
  expect(reopened.entries).toEqual([{ n: 1 }]);
  reopened.add({ n: 3 });
  expect(openJournal(file).entries).toEqual([{ n: 1 }, { n: 3 }]);
  expect(readFileSync(file, 'utf8')).toBe('{"n":1}\n{"n":3}\n');
});

test('a file with a line that is none of its own is named, with the line', () => {
  const file = join(directory, 'damaged');
  openJournal(file).add({ n: 1 });
  appendFileSync(file, 'garbage\n');
  expect(() => openJournal(file)).toThrow(`line 2 of ${file} is no JSON; correct it, or move the file away`);
});

test('an entry that the disk does not take is there until the end, and a warning is given once', () => {
  const file = join(directory, 'full');
  const warnings: string[] = [];
  const journal = openJournal<string>(file, (line) => warnings.push(line));
  mkdirSync(file);
  journal.add('a');
  journal.add('b');
  expect(journal.entries).toEqual(['a', 'b']);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/full cannot be written; what it lacks is gone when this process ends: Error: EISDIR/);
});

test('without a file entries are kept as long as the journal is', () => {
  const journal = openJournal<number>();
  journal.add(1);
  expect(journal.entries).toEqual([1]);
});
