import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { plan } from './categories/index.ts';
import * as expectations from './checks/expectations/index.ts';
import { formatFaults, type Fault } from './platform/fault.ts';
import type { Grammar } from './platform/grammar.ts';
import { loadPlatform } from './platform/load.ts';
import type { Platform } from './platform/platform.ts';
import * as kinds from './probes/index.ts';

/** All that a description can say here: every kind of probe and of expectation, every category. */
export const grammar: Grammar = { kinds, expectations, plan };

/** Why a file cannot be read, where people can do something about it. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; "health init URL" writes a first one',
  EISDIR: 'this is a directory; name the file in it',
  EACCES: 'this file may not be read',
};

const unreadable = (error: unknown): string => {
  const known = error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined;
  return known ?? `this file cannot be read: ${String(error)}`;
};

/** A described platform, or what is wrong with its file: the faults, and all of it as text for people. */
export const readPlatform = async (file: string): Promise<
  { readonly platform: Platform } | { readonly faults: readonly Fault[]; readonly text: string }
> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => error);
  if (typeof text !== 'string') {
    return { faults: [], text: `${file}: ${unreadable(text)}` };
  }
  const loaded = loadPlatform(text, { file, grammar, readFile: (path) => readFileSync(path, 'utf8') });
  return 'platform' in loaded ? loaded : { ...loaded, text: formatFaults(loaded.faults) };
};
