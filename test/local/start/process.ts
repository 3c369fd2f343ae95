import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const main = join(import.meta.dirname, '../../../local/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'start-'));
const children: ChildProcess[] = [];

/** Ends those that still run after the tests of the file, and removes what they kept in their folder, which it returns. */
export const cleanUp = (): string => {
  afterAll(() => {
    children.forEach((child) => child.kill('SIGKILL'));
    rmSync(folder, { recursive: true });
  });
  return folder;
};

/** `health start` as a process with a folder of its own for what is temporary. */
export const startProcess = (name: string, ...options: readonly string[]) => {
  const TMPDIR = join(folder, name);
  mkdirSync(TMPDIR);
  const env = { PATH: process.env['PATH'], NO_COLOR: '1', TMPDIR, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };
  const child = spawn(process.execPath, [main, 'start', ...options], { env });
  children.push(child);
  const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
  let said = '';
  let look: (() => void) | undefined;
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; look?.(); });
  return {
    child, ended,
    said: () => said,
    say: (line: string) => child.stdin.write(`${line}\n`),
    left: () => readdirSync(TMPDIR),
    /** What was said, once it matches. */
    until: async (pattern: RegExp): Promise<RegExpMatchArray> => {
      const matched = new Promise<RegExpMatchArray>((resolve) => {
        look = () => {
          const match = pattern.exec(said);
          if (match !== null) resolve(match);
        };
        look();
      });
      const over = ended.then((how): never => {
        throw new Error(`ended with ${how.join(', ')} before it said ${String(pattern)}:\n${said}`);
      });
      return Promise.race([matched, over]);
    },
  };
};
