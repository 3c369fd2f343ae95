import { plan } from '../../../shared/categories/index.ts';
import * as expectations from '../../../shared/checks/expectations/index.ts';
import { formatFaults } from '../../../shared/platform/fault.ts';
import { initPlatform, type Asked } from '../../../shared/platform/init/init.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';
import type { Platform } from '../../../shared/platform/platform.ts';
import * as kinds from '../../../shared/probes/index.ts';

interface Loaded { readonly text: string; readonly platform: Platform; readonly found: readonly string[]; readonly asked: readonly string[] }

export const grammar = { kinds, expectations, plan };

export const load = (text: string): Platform => {
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  if ('faults' in loaded) throw new Error(formatFaults(loaded.faults));
  return loaded.platform;
};

/** Every host answers; `documents` is the JSON at some addresses, `failures` what came of others. */
export const start = async (
  urls: readonly string[], documents: Readonly<Record<string, unknown>> = {}, failures: Readonly<Record<string, Asked>> = {},
): Promise<Loaded> => {
  const asked: string[] = [];
  const { description, found } = await initPlatform({
    urls,
    grammar,
    ask: async (url) => {
      asked.push(url);
      return failures[url] ?? (url in documents ? { status: 200, json: documents[url] } : { status: 404 });
    },
  });
  return { text: description, found, asked, platform: load(description) };
};

/** The lines that are proposed as comments, put into force. */
export const uncommented = (text: string) => load(text.replace(/^#(?=  - )/gm, ''));

export const names = ({ checks }: Platform) => checks.map(({ name }) => name);
export const lines = ({ endpoints }: Platform) => endpoints.map(({ method, path }) => `${method} ${path}`);

export const openapi = (...paths: readonly string[]) =>
  ({ openapi: '3.1.0', paths: Object.fromEntries(paths.map((path) => [path, { get: {}, parameters: [] }])) });
