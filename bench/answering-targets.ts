import { createServer as createTlsServer } from 'node:https';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/**
 * Run as a process of its own: a small JSON answer at once, over plain HTTP and over TLS with the key and certificate (PEM) given as
 * arguments. Prints both ports once it listens; ends when its standard input ends.
 */
const [key = '', cert = ''] = process.argv.slice(2);
const body = JSON.stringify({ status: 'ok', service: 'target', uptime: 12_345 });
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'server': 'uvicorn' };
const servers: readonly Server[] = [
  createServer((_, response) => response.writeHead(200, headers).end(body)),
  createTlsServer({ key, cert }, (_, response) => response.writeHead(200, headers).end(body)),
];
const ports = await Promise.all(servers.map((server) => new Promise<number>((resolve) => {
  server.listen(0, '127.0.0.1', 1_024, () => resolve((server.address() as AddressInfo).port));
})));
process.stdin.resume().once('end', () => process.exit());
console.log(ports.join(' '));
