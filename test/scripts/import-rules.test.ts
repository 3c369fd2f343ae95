import { join } from 'node:path';
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
  ])('%s', (_rule, file, source, message) => {
    expect(faults(file, source)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    'Date.now()',
    'new Date()',
    'new Date',
    'new Date(...[])',
    'new (Date)()',
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
  ])('keep %s out of the pure core', (code) => {
    expect(faults('shared/health/a.ts', `\nexport const a = ${code};`)).toEqual([expect.stringMatching(/^shared\/health\/a\.ts:2: health is pure/)]);
    expect(faults('functions/routing.ts', `export const a = ${code};`)).toEqual([]);
  });

  it.each([
    'const d = Date; d.now();', 'const { now } = Date;', 'const { random } = Math;', 'const { env } = process;', 'const p = performance\n',
  ])('keep what %j takes out of the pure core', (code) => {
    expect(faults('shared/health/a.ts', code)).toEqual([expect.stringMatching(/^shared\/health\/a\.ts:1: health is pure/)]);
  });

  it.each([
    'new Date(at)', 'new Date( Date.UTC(2026, 0) )', 'Date.parse(text)', 'at instanceof Date', 'Math.round(1.5)', 'Math.PI',
    `headers['Date']`, '{ performance: 1, process: 2 }', 'options.process', '(performance: number) => 1', `'how the process ended'`,
    'prefetch(url)', 'dates',
  ])('leave %s to the pure core', (code) => {
    expect(faults('shared/health/a.ts', `export const a = ${code};`)).toEqual([]);
  });

  it('allow what the house is built on', () => {
    expect(
      importFaultsOf([
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
    expect(files).toContain('shared/platform/platform.ts');
    expect(files).toContain('test/scripts/import-rules.test.ts');
  });
});
