import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Answers with a body of known length. */
export function answer(outgoing: ServerResponse, status: number, headers: OutgoingHttpHeaders, body: string | Buffer): void {
  outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

/** Answers with JSON, as an ASGI application behind uvicorn does. */
export function answerJson(outgoing: ServerResponse, status: number, value: unknown, headers: OutgoingHttpHeaders = {}): void {
  answer(outgoing, status, { server: 'uvicorn', 'content-type': 'application/json', ...headers }, JSON.stringify(value));
}
