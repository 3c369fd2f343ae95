import dynalite from 'dynalite';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { AwsError, text } from './service.ts';
import type { Service } from './service.ts';

/** Dynalite wants a signature to be there; it does not check it. */
const signed = {
  authorization: 'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
  'x-amz-date': '20250101T000000Z',
};

interface Refusal { readonly __type?: string; readonly message?: string; readonly Message?: string }

/** DynamoDB by dynalite, in a directory or in memory; the calls for time to live, which it lacks, are answered here. */
export const dynamodb = async (directory?: string): Promise<Service> => {
  const timesToLive = new Map<string, { readonly AttributeName?: string; readonly Enabled?: boolean }>();
  const path = directory === undefined ? {} : { path: directory };
  const tables = dynalite({ ...path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await once(tables.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(tables.address() as AddressInfo).port}`;

  const ask = async (operation: string, input: unknown): Promise<unknown> => {
    const headers = { ...signed, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) });
    const body = await answer.json();
    if (answer.ok) return body;
    const { __type = '', message, Message = '' } = body as Refusal;
    throw new AwsError(__type.split('#').at(-1) ?? '', message ?? Message, answer.status);
  };

  return {
    name: 'dynamodb',
    protocol: 'json-1.0',
    id: 'DynamoDB_20120810',
    answer: (operation, input) => {
      const table = text(input, 'TableName') ?? '';
      if (operation === 'UpdateTimeToLive') {
        const specification = input['TimeToLiveSpecification'] ?? {};
        timesToLive.set(table, specification);
        return { TimeToLiveSpecification: specification };
      }
      if (operation === 'DescribeTimeToLive') {
        const { AttributeName, Enabled = false } = timesToLive.get(table) ?? {};
        return { TimeToLiveDescription: { TimeToLiveStatus: Enabled ? 'ENABLED' : 'DISABLED', AttributeName } };
      }
      return ask(operation, input);
    },
    stop: () => new Promise((resolve, reject) => {
      tables.close((error) => (error ? reject(error) : resolve()));
      tables.closeAllConnections();
    }),
  };
};
