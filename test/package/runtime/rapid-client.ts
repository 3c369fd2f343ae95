import { request } from 'node:http';

/**
 * The part of the runtime client that is compiled on AWS: it posts what a handler answered. What follows asks for the next event by
 * itself. Paths: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
const post = (path: string, body: string): void => {
  const url = `http://${process.env['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation/${path}`;
  request(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (answer) => answer.resume()).end(body);
};

export const initializeClient = (): void => {};
export const done = (id: string, body: string): void => post(`${id}/response`, body);
export const error = (id: string, body: string): void => post(`${id}/error`, body);
