import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFaultsOf, sourcesIn } from '../../scripts/import-rules.ts';

const faults = (file: string, source: string) => importFaultsOf([[file, source]]);

describe('the import rules', () => {
  it.each([
    ['the platform knows no check', 'shared/platform/platform.ts', `import { a } from '../checks/check.ts';`, 'platform may not import checks'],
    ['checks know no probe', 'shared/checks/a.ts', `import type { P } from '../probes/probe.ts';`, 'checks may not import probes'],
    ['the runner gets its probes handed in', 'shared/runner/run.ts', `import { http } from '../probes/http.ts';`, 'runner may import types of probes only'],
    ['categories name probes by type only', 'shared/categories/a.ts', `import { http } from '../probes/http.ts';`, 'types of probes only'],
    ['health knows no alert', 'shared/health/a.ts', `import type { N } from '../alerts/note.ts';`, 'health may not import alerts'],
    ['health knows no AWS', 'shared/health/a.ts', `import { SNSClient } from '@aws-sdk/client-sns';`, 'health may not import @aws-sdk/client-sns'],
    ['reports know no network', 'shared/report/a.ts', `import { connect } from 'node:net';`, 'report may not import node:net'],
    ['alerts know no file', 'shared/alerts/a.ts', `import { readFile } from 'node:fs/promises';`, 'alerts may not import node:fs/promises'],
    ['the runner gets its clock handed in', 'shared/runner/run.ts', `import { machineClock } from './machine-clock.ts';`, 'runner may not import clock'],
    ['the straight path gets AWS handed in', 'shared/run.ts', `import { table } from './aws/table.ts';`, 'path may import types of aws only'],
    ['shared code knows nothing local', 'shared/evaluate.ts', `import { lab } from '../local/lab/lab.ts';`, 'path may not import lab'],
    ['functions know nothing local', 'functions/routing.ts', `import { gateway } from '../local/gateway/main.ts';`, 'functions may not import gateway'],
    ['functions carry no validator', 'functions/routing.ts', `import { load } from '../shared/platform/load.ts';`, 'functions may not import description'],
    ['functions read no description', 'functions/category.ts', `import { readPlatform } from '../shared/description.ts';`, 'functions may not import reading'],
    ['what a description is read with stays out of the straight path', 'shared/run.ts', `import { readPlatform } from './description.ts';`, 'path may not import reading'],
    ['probes are handed to the straight path', 'shared/run.ts', `import { http } from './probes/http.ts';`, 'path may import types of probes only'],
    ['functions get probes by their seam', 'functions/routing.ts', `import { dns } from '../shared/probes/dns.ts';`, 'functions may import types of probes only'],
    ['functions pass no probe on', 'functions/routing.ts', `export { dns } from '../shared/probes/dns.ts';`, 'functions may import types of probes only'],
    ['functions carry no YAML', 'functions/routing.ts', `import { parse } from 'yaml';`, 'functions may not import yaml'],
    ['the lab knows nothing of the checker', 'local/lab/dns.ts', `import type { Check } from '../../shared/checks/check.ts';`, 'lab may not import checks'],
    ['nothing leans on a test', 'scripts/a.ts', `import { stub } from '../test/stub.ts';`, 'scripts may not import test'],
    ['every file has a place', 'somewhere/a.ts', '', 'somewhere/a.ts: belongs to no layer'],
    ['a name in backticks is one', 'shared/health/a.ts', 'await import(`../alerts/note.ts`);', 'health may not import alerts'],
    ['a second statement on a line counts', 'shared/health/a.ts', `const a = 1; import '../alerts/note.ts';`, 'health may not import alerts'],
    ['backticks before it hide none', 'shared/health/a.ts', 'const a = `${`\\``} "`;\nimport "../alerts/note.ts";', 'a.ts:2: health may not import alerts'],
    ['a folder with another ending is no exception', 'shared/health/a.mts', `import '../alerts/note.ts';`, 'health may not import alerts'],
    ['JavaScript is no exception', 'shared/health/a.js', `import '../alerts/note.ts';`, 'health may not import alerts'],
    ['a type in braces still loads its file', 'shared/categories/a.ts', `import { type P } from '../probes/probe.ts';`, 'types of probes only'],
    ['no name is made at run time', 'shared/health/a.ts', 'await import(name);', 'health may not import by a name that is made at run time'],
  ])('%s', async (_rule, file, source, message) => {
    expect(await faults(file, source)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    'Date.now()',
    'new Date()',
    'new Date',
    'new Date(...[])',
    'new (Date)()',
    'new Clock(Date)',
    'Date()',
    'Date',
    'Date[name]()',
    '(({ now }) => now())(Date)',
    'performance',
    'f(performance)',
    'performance.now()',
    'Math.random()',
    'Math',
    'Math [name]()',
    '(({ random }) => random())(Math)',
    'crypto.randomUUID()',
    'setTimeout(f, 1)',
    'process.env',
    'process?.env',
    'process',
    'process as unknown',
    'process ?? {}',
    `globalThis['process']`,
    'globalThis.process.env',
    'global.process',
    'fetch(url)',
    'fetch',
    'new WebSocket(url)',
    'crypto.getRandomValues(bytes)',
    'AbortSignal.timeout(1)',
    'AbortSignal',
    'new Intl.DateTimeFormat().format()',
    `new Worker('a.js')`,
    `eval('1')`,
    `Function('return 1')()`,
    '`${`a`} ${Date.now()}`',
    '({ process })',
  ])('keep %s out of the pure core', async (code) => {
    expect(await faults('shared/health/a.ts', `\nexport const a = ${code};`)).toEqual([expect.stringMatching(/^shared\/health\/a\.ts:2: health is pure/)]);
    expect(await faults('functions/routing.ts', `export const a = ${code};`)).toEqual([]);
  });

  it.each([
    'const d = Date; d.now();', 'const { now } = Date;', 'const { random } = Math;', 'const { env } = process;', 'const p = performance\n',
  ])('keep what %j takes out of the pure core', async (code) => {
    expect(await faults('shared/health/a.ts', code)).toEqual([expect.stringMatching(/^shared\/health\/a\.ts:1: health is pure/)]);
  });

  it.each([
    'new Date(at)', 'new Date( Date.UTC(2026, 0) )', 'Date.parse(text)', 'at instanceof Date', 'Math.round(1.5)', 'Math.PI', 'AbortSignal.any(all)', 'new Intl.Segmenter()',
    '(at: Date, of: typeof process, by: Function) => 1', '`Date.now() ${`process`}`', '/process.env/',
    `headers['Date']`, '{ performance: 1, process: 2 }', 'options.process', '(performance: number) => 1', `'how the process ended'`,
    'prefetch(url)', 'dates',
  ])('leave %s to the pure core', async (code) => {
    expect(await faults('shared/health/a.ts', `export const a = ${code};`)).toEqual([]);
  });

  it('allow what the house is built on', async () => {
    expect(
      await importFaultsOf([
        ['shared/checks/a.ts', `import type { ZodType } from 'zod';\nimport { categories } from '../platform/category.ts';`],
        ['shared/health/a.ts', `export const text = (at: number) => new Date(at).toISOString(); // not Date.now()`],
        ['shared/runner/run.ts', `import type { Kinds } from '../probes/probe.ts';`],
        ['functions/platform.ts', `import { readPlatform } from '../shared/description.ts';`],
        ['functions/probes.ts', `export * as kinds from '../shared/probes/index.ts';`],
        ['functions/routing.ts', `import type { Kinds } from '../shared/probes/probe.ts';\nimport { kinds } from './probes.ts';`],
        ['local/cli/main.ts', `import { startLab } from '../lab/lab.ts';`],
      ]),
    ).toEqual([]);
  });

  it('find the files of this project', async () => {
    const files = (await sourcesIn(join(import.meta.dirname, '../..'))).map(([file]) => file);
    expect(files).toEqual(expect.arrayContaining(['shared/platform/platform.ts', 'test/scripts/import-rules.test.ts', 'vitest.config.ts']));
    expect(files.filter((file) => /(?:^|\/)(?:node_modules|dist|\.)/.test(file))).toEqual([]);
  });

  it('find files with any ending, in any folder', async () => {
    const root = await mkdtemp(join(tmpdir(), 'sources-'));
    await using _ = { [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
    const written = ['new/folder/a.ts', 'shared/a.js', 'shared/a.mts', 'top.cjs'];
    for (const file of [...written, 'dist/a.js', 'shared/node_modules/b/a.js', '.hidden/a.ts', 'shared/a.json']) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), '');
    }
    expect((await sourcesIn(root)).map(([file]) => file)).toEqual(written);
  });
});
