import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countTests } from '../../scripts/test-summary.ts';

const root = join(import.meta.dirname, '../..');
let folder = '';

// Inside the project, so that vitest is found from there.
beforeAll(async () => { folder = await mkdtemp(join(root, 'node_modules/.summary-')); });
afterAll(() => rm(folder, { recursive: true }));

it('counts what really ran, and a file that could not even start as a failure', async () => {
  await writeFile(join(folder, 'some.test.js'), `
    import { it, expect } from 'vitest';
    it('passes', () => {});
    it('passes too', () => {});
    it('fails', () => { expect(1).toBe(2); });
    it.skip('is skipped', () => {});
    it.todo('is to come');`);
  await writeFile(join(folder, 'broken.test.js'), `throw new Error('broken');`);
  const args = ['run', '--root', folder, '--reporter', 'json', '--outputFile', join(folder, 'report.json')];
  spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], { cwd: folder });
  expect(countTests(folder)).toEqual({ passed: 2, failed: 2, skipped: 2 });
});
