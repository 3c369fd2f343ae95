import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { holdRefusedPort } from '../../../../local/lab/http/refused-port.ts';

it('refuses every connection and is given to nobody else', async () => {
  const held = await holdRefusedPort();
  for (let count = 0; count < 3; count += 1) {
    const socket = connect(held.port, '127.0.0.1');
    expect((await once(socket, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
  }
  const other = createServer().listen({ port: held.port, host: '127.0.0.1' });
  const outcome = await Promise.race([once(other, 'error'), once(other, 'listening')]);
  other.close();
  await held.stop();
  expect(outcome[0]).toMatchObject({ code: 'EADDRINUSE' });
});
