import { createServer, type Server } from 'node:net';
import { addressOf } from './address-of.ts';

/**
 * Run as a process of its own: HTTP targets that know their true delay. `/<ms>` is answered after that many milliseconds, and
 * `x-true-ms` says how long it really took from the request to the answer. Argument: how many addresses. Prints the port once all
 * listen; ends when its standard input ends.
 */
const answer = (trueMs: number) =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 15\r\nx-true-ms: ${trueMs.toFixed(3)}\r\nconnection: close\r\n\r\n{"status":"ok"}`;

const target = (): Server => createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.once('data', (request: Buffer) => {
    const asked = performance.now();
    const delayMs = Number(request.toString('latin1', 5, request.indexOf(' ', 5)));
    const reply = () => socket.end(answer(performance.now() - asked));
    if (delayMs === 0) reply();
    else setTimeout(reply, delayMs);
  });
});

const listen = (port: number, host: string) => new Promise<number>((resolve, reject) => {
  const server = target();
  server.once('error', reject);
  server.listen(port, host, 1_024, () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
});

const port = await listen(0, addressOf(0));
for (let index = 1; index < Number(process.argv[2] ?? 1); index++) await listen(port, addressOf(index));
process.stdin.resume().once('end', () => process.exit());
console.log(port);
