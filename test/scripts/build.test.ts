import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it.each([
  ['hosts: { auht: https://auth.example.com }', 'platform.yml:1:'],
  ['schedule: { endpoints: 90s }\nchecks: [https://example.com/]', 'The schedule of endpoints is 90 s'],
])('the build ends with 2 and says what is wrong with %j', async (text, message) => {
  const folder = await mkdtemp(join(tmpdir(), 'build-'));
  const file = join(folder, 'platform.yml');
  await writeFile(file, text);
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, 'scripts/build.ts')], { env: { ...process.env, HOKUSAI_PLATFORM: file }, encoding: 'utf8' });
  await rm(folder, { recursive: true });
  expect(stderr).toContain(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});
