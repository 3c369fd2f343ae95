import { expect, test } from 'vitest';
import { NoAnswer } from '../../../../shared/mlflow/call.ts';
import { Stopwatch } from '../../../../shared/probes/dial/stopwatch.ts';
import { openLine } from '../../../../shared/probes/journey/line.ts';
import { badAnswers, says } from '../../../fixtures/bad-answers.ts';
import type { Misbehave } from '../../../fixtures/bad-answers.ts';
import { startServer } from '../../../fixtures/tcp-server.ts';

/** What a server that behaves so is said to have done. */
const failureOf = async (use: Misbehave) => {
  const abort = new AbortController();
  await using server = await startServer((socket) => use(socket, () => abort.abort()));
  const line = await openLine({
    base: new URL(`http://${server.address}`), key: undefined, network: {}, signal: abort.signal, stopwatch: new Stopwatch(),
  });
  try {
    return await line.send({ method: 'GET', path: '/' });
  } catch (error) {
    if (error instanceof NoAnswer) return error.failure;
    throw error;
  } finally {
    await line.close();
  }
};

test.each(badAnswers)('MLflow\'s client, answered with $what, says $reason, in words', async ({ use, reason }) => {
  expect(await failureOf(use)).toMatchObject({ reason, detail: expect.not.stringMatching(/UND_ERR|ERR_A|RTSP/) });
});

test.each(['HTTP/2 200\r\n\r\n', 'HTTP/3.7 200 OK\r\n\r\n', 'HTTP/x.1 200 OK\r\n\r\n', 'ICY 200 OK\r\n\r\n'])('of what begins with %j it says just that', async (first) => {
  expect(await failureOf(says(first))).toMatchObject({ detail: 'The answer does not begin with a status line of HTTP/1.' });
});

test('it asks for an answer as it is, not for one that it would have to unpack', async () => {
  const asked = Promise.withResolvers<string>();
  await failureOf((socket) => void socket.once('data', (bytes) => {
    asked.resolve(bytes.toString());
    socket.end();
  }));
  expect(await asked.promise).toMatch(/\r\naccept-encoding: identity\r\n/i);
});
