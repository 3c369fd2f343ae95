import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const moduleOf = (path: string): string => new URL(`../../../../${path}`, import.meta.url).href;

/** What a process of its own says, that has no descriptor to spare from the middle of the script on. */
const saidBy = async (before: string, after: string): Promise<readonly unknown[]> => {
  const script = `
    import { execFileSync } from 'node:child_process';
    import { startNameServer } from '${moduleOf('test/fixtures/name-server.ts')}';
    import { addressesOf, resolve } from '${moduleOf('shared/probes/dial/resolve.ts')}';
    const { signal } = new AbortController();
    const say = (told) => console.log(JSON.stringify(told));
    ${before}
    // Fewer than it has open already: whatever it lets go of meanwhile, there is none for it.
    execFileSync('prlimit', ['--pid', String(process.pid), '--nofile=8:8']);
    ${after}
    process.exit();
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown);
};

test('a checker without a free descriptor says so, and nothing of the name server', async () => {
  const asking = "say(await resolve('a.example.com', 'A', { server, signal }));";
  const known = "const { server } = await startNameServer(({ name }) => ({ answers: [{ type: 'A', name, ttl: 1, data: '192.0.2.7' }] }));";
  expect(await saidBy(`${known} ${asking}`, asking)).toEqual([
    { ok: true, values: ['192.0.2.7'], ttl: 1 },
    { ok: false, reason: 'checker-error', detail: 'a.example.com could not be looked up: EMFILE' },
  ]);
});

test('nor of a name that the system looks up', async () => {
  expect(await saidBy('', "say(await addressesOf('localhost', { signal }));")).toEqual([
    { ok: false, reason: 'checker-error', detail: 'localhost could not be looked up: EMFILE' },
  ]);
});
