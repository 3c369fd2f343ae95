import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const moduleOf = (path: string): string => new URL(`../../../../${path}`, import.meta.url).href;

/** Takes all descriptors of a process of its own, then looks up a name that its name server knows. */
const script = `
  import { openSync } from 'node:fs';
  import { startNameServer } from '${moduleOf('test/fixtures/name-server.ts')}';
  import { addressesOf, resolve } from '${moduleOf('shared/probes/dial/resolve.ts')}';
  const { server } = await startNameServer(({ name }) => ({ answers: [{ type: 'A', name, ttl: 1, data: '192.0.2.7' }] }));
  const { signal } = new AbortController();
  console.log(JSON.stringify(await resolve('a.example.com', 'A', { server, signal })));
  // Whatever was let go of meanwhile is taken, too.
  const takeAll = () => { try { for (;;) openSync('/dev/null'); } catch {} };
  takeAll();
  console.log(JSON.stringify(await resolve('a.example.com', 'A', { server, signal })));
  takeAll();
  console.log(JSON.stringify(await addressesOf('localhost', { signal })));
  process.exit();
`;

test('a checker without a free descriptor says so, and nothing of the name server or the name', async () => {
  const limited = ['-c', 'ulimit -n 100 && exec "$0" "$@"', process.execPath, '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)('sh', limited);
  const [before, ...after] = stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown);
  expect(before).toMatchObject({ ok: true, values: ['192.0.2.7'] });
  expect(after).toEqual([
    { ok: false, reason: 'checker-error', detail: 'a.example.com could not be looked up: EMFILE' },
    { ok: false, reason: 'checker-error', detail: 'localhost could not be looked up: EMFILE' },
  ]);
});
