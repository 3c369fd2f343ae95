import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import * as zod from 'zod';
import type { Check } from '../../../shared/checks/check.ts';
import * as kinds from '../../../shared/probes/index.ts';
import { machineClock } from '../../../shared/runner/machine-clock.ts';
import { runChecks } from '../../../shared/runner/run-checks.ts';
import { scriptedCheck } from '../../fixtures/scripted-kind.ts';
import { startServer } from '../../fixtures/tcp-server.ts';

const drip = (socket: Socket, bytes: string) => {
  const timer = setInterval(() => socket.write(bytes), 10);
  socket.on('close', () => clearInterval(timer));
};
const head = 'HTTP/1.1 200 OK\r\n';

/** What a target does with a connection, and what becomes of an HTTP check of it whose own time is up first. */
const targets: Readonly<Record<string, { readonly does: (socket: Socket) => void; readonly reason: string }>> = {
  'says nothing': { does: () => {}, reason: 'header-timeout' },
  'reads nothing and says nothing': { does: (socket) => socket.pause(), reason: 'header-timeout' },
  'never ends its head': { does: (socket) => { socket.write(head); drip(socket, 'a: b\r\n'); }, reason: 'header-timeout' },
  'never ends its body': {
    does: (socket) => { socket.write(`${head}content-length: 9999\r\n\r\n`); drip(socket, 'x'); },
    reason: 'body-timeout',
  },
  'closes when asked': { does: (socket) => socket.once('data', () => socket.end()), reason: 'closed-early' },
  'resets when asked': { does: (socket) => socket.once('data', () => socket.resetAndDestroy()), reason: 'closed-early' },
};

const httpCheck = (id: string, port: number, timeoutMs: number): Check => scriptedCheck(id, [], {
  probe: { kind: 'http', settings: kinds.http.settings(zod).parse({ url: `http://127.0.0.1:${port}/health` }) }, timeoutMs,
});

const runAgainstAll = async (timeoutMs: number, forMs: number) => {
  await using stack = new AsyncDisposableStack();
  const checks: Check[] = [];
  for (const [name, { does }] of Object.entries(targets)) checks.push(httpCheck(name, stack.use(await startServer(does)).port, timeoutMs));
  const deadlineAt = machineClock.now() + forMs;
  const explained = await runChecks(checks, {
    kinds, clock: machineClock, deadlineAt, network: {}, confirmationMs: [], concurrency: { total: 50, perHost: 4 },
    credential: async () => { throw new Error('none is described'); },
  });
  return explained.map(({ result }) => result);
};

test('whatever a target does, its check ends with a reason of its own once its time is up', async () => {
  const results = await runAgainstAll(150, 15_000);
  expect(results).toMatchObject(Object.entries(targets).map(([check, { reason }]) => ({ check, verdict: 'fail', reason, attempts: 1 })));
});

test('whatever a target does, the end of the run ends its check, and what would still have been waited for is unknown', async () => {
  const results = await runAgainstAll(15_000, 400);
  expect(results).toMatchObject(Object.entries(targets).map(([check, { reason }]) => (
    reason.endsWith('-timeout') ? { check, verdict: 'unknown', reason: 'deadline' } : { check, verdict: 'fail', reason })));
});
