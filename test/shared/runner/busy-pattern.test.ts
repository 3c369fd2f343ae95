import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import * as zod from 'zod';
import * as kinds from '../../../shared/probes/index.ts';
import { machineClock } from '../../../shared/runner/machine-clock.ts';
import { runChecks } from '../../../shared/runner/run-checks.ts';
import { broken, scriptedCheck } from '../../fixtures/scripted-kind.ts';
import { scriptedRun } from '../../fixtures/scripted-run.ts';
import { startServer } from '../../fixtures/tcp-server.ts';

const answer = (body: string) => (socket: Socket) =>
  socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`));

const check = (id: string, port: number, body: unknown) => scriptedCheck(id, [], {
  probe: { kind: 'http', settings: kinds.http.settings(zod).parse({ url: `http://127.0.0.1:${port}/` }) }, expect: { body },
});

test('an answer that keeps a pattern busy leaves its own check unknown and costs its neighbours little', async () => {
  await using hostile = await startServer(answer(`${' '.repeat(200_000)}x`));
  await using friendly = await startServer(answer('ready'));
  const began = performance.now();
  const explained = await runChecks([check('busy', hostile.port, { matches: '\\s+$' }), check('calm', friendly.port, { contains: 'ready' })], {
    kinds, clock: machineClock, deadlineAt: machineClock.now() + 15_000, network: {}, confirmationMs: [], concurrency: { total: 50, perHost: 4 },
    credential: async () => { throw new Error('none is described'); },
  });
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(explained.map(({ result }) => result)).toMatchObject([
    { check: 'busy', verdict: 'unknown', reason: 'checker-error', status: 200, detail: expect.stringContaining('the pattern /\\s+$/') },
    { check: 'calm', verdict: 'pass' },
  ]);
});

test('what cannot be judged takes nothing away from a failure: neither one seen before nor one of the same attempt', async () => {
  const { run } = scriptedRun({ confirmationMs: [4_000] });
  const unjudged = { status: 200, body: { matches: '(' } };
  const cut = { afterMs: 10, sees: 'body-timeout' } as const;
  expect(await run([
    scriptedCheck('same', [cut], { expect: unjudged }), scriptedCheck('before', [cut, broken], { expect: unjudged }),
    scriptedCheck('alone', [broken], { expect: unjudged }),
  ])).toMatchObject([
    { check: 'same', verdict: 'fail', reason: 'body-timeout' },
    { check: 'before', verdict: 'fail', reason: 'body-timeout' },
    { check: 'alone', verdict: 'unknown', reason: 'checker-error' },
  ]);
});
