import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { AwsError, Listed } from './service.ts';
import type { Input, Service } from './service.ts';

/** A request, told apart: which service, which operation, with what. */
export interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly input: Input;
}

const xmlOf = (value: unknown): string => {
  if (value instanceof Listed) return value.values.map((each) => `<${value.element}>${xmlOf(each)}</${value.element}>`).join('');
  if (Array.isArray(value)) return value.map((each) => `<member>${xmlOf(each)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, each]) => `<${name}>${xmlOf(each)}</${name}>`).join('');
  }
  return String(value).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
};

const jsonInput = (body: string): Input => {
  try {
    return JSON.parse(body === '' ? '{}' : body) as Input;
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON.');
  }
};

/**
 * Reads a request by the AWS protocols: JSON names its operation in `x-amz-target`, query in the form field `Action`.
 * Source: Smithy 2.0, "AWS JSON 1.0 / 1.1 protocol" and "AWS query protocol".
 */
export const readCall = async (request: IncomingMessage, services: readonly Service[]): Promise<Call | undefined> => {
  const raw = await buffer(request);
  const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString();
  const target = String(request.headers['x-amz-target'] ?? '');
  if (target !== '') {
    const [prefix, operation = ''] = target.split('.');
    const service = services.find(({ id }) => id === prefix);
    return service && { service, operation, input: jsonInput(body) };
  }
  const form = Object.fromEntries(new URLSearchParams(body));
  const service = services.find(({ protocol, id }) => protocol === 'query' && id === form['Version']);
  return service && { service, operation: form['Action'] ?? '', input: form };
};

const send = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': randomUUID() }).end(body);
};

export const sendOutput = (response: ServerResponse, { service: { protocol }, operation }: Call, output: unknown): void => {
  if (protocol !== 'query') return send(response, 200, `application/x-amz-${protocol}`, JSON.stringify(output));
  const inner = { [`${operation}Result`]: output, ResponseMetadata: { RequestId: randomUUID() } };
  send(response, 200, 'text/xml', xmlOf({ [`${operation}Response`]: inner }));
};

export const sendError = (response: ServerResponse, protocol: Service['protocol'], { type, message, status }: AwsError): void => {
  if (protocol !== 'query') return send(response, status, `application/x-amz-${protocol}`, JSON.stringify({ __type: type, message }));
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: type, Message: message };
  send(response, status, 'text/xml', xmlOf({ ErrorResponse: { Error: error, RequestId: randomUUID() } }));
};
